namespace Aigen.Inference.Native;

/// <summary>The CUDA backends that <c>./aigen setup --cuda</c> installs. They are loaded into the same libraries as the CPU's.</summary>
internal static class CudaBackend
{
    private const string Base = "libggml-base.so";

    // From native/node_modules/@node-llama-cpp/linux-x64/bins/linux-x64 to where native/cuda/package.json has npm put them.
    private const string Packages = "../../../../../cuda/node_modules/@node-llama-cpp";
    private const string Folder = "linux-x64-cuda/bins/linux-x64-cuda";

    /// <summary>The builds that are installed for the libraries of a folder, the one for the newest runtime first.</summary>
    public static IReadOnlyList<CudaBuild> Find(string llamaFolder)
    {
        // What libcudart.so.N each is linked with; a test reads it from the files.
        CudaBuild[] builds =
        [
            new(13, Path.GetFullPath(Path.Combine(llamaFolder, Packages, Folder, "libggml-cuda.so"))),
            new(12, Path.GetFullPath(Path.Combine(llamaFolder, Packages, "linux-x64-cuda-ext/bins/linux-x64-cuda/fallback/libggml-cuda.so"))),
        ];
        return [.. builds.Where(build => File.Exists(build.File))];
    }

    /// <summary>
    /// Whether they were built with the libraries that they are loaded into. A backend calls libggml-base, of which each package has a copy:
    /// packages of one release have the same, byte for byte.
    /// </summary>
    public static bool IsOfTheSameRelease(string llamaFolder)
    {
        var (own, theirs) = (Path.Combine(llamaFolder, Base), Path.Combine(llamaFolder, Packages, Folder, Base));
        return File.Exists(own) && File.Exists(theirs) && File.ReadAllBytes(own).AsSpan().SequenceEqual(File.ReadAllBytes(theirs));
    }
}
