using System.Runtime.InteropServices;

namespace Aigen.Inference.Native;

/// <summary>NVIDIA's runtime libraries, which the backend needs and no npm package has.</summary>
internal static class CudaRuntime
{
    // Where NVIDIA's installer puts them, for systems whose loader was not told.
    private const string InstallerFolder = "/usr/local/cuda/lib64";

    /// <summary>Loads the runtime of a major version, so that the backend finds it wherever it lay; returns the first library that is not there.</summary>
    public static string? FirstMissing(int version)
    {
        // In this order: cuBLAS needs cuBLASLt.
        string[] names = [$"libcudart.so.{version}", $"libcublasLt.so.{version}", $"libcublas.so.{version}"];
        return names.FirstOrDefault(name => !NativeLibrary.TryLoad(name, out _) && !NativeLibrary.TryLoad(Path.Combine(InstallerFolder, name), out _));
    }
}
