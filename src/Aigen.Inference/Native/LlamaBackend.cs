using System.Runtime.InteropServices;

namespace Aigen.Inference.Native;

/// <summary>Loads the llama.cpp libraries and their CPU or GPU backends, once per process.</summary>
internal static unsafe class LlamaBackend
{
    private static readonly Lock Gate = new();
    private static string? _folder;

    /// <summary>The folder that the libraries were loaded from.</summary>
    /// <exception cref="DllNotFoundException">The libraries are not installed.</exception>
    public static string EnsureStarted()
    {
        lock (Gate) return _folder ??= Start();
    }

    private static string Start()
    {
        var folder = LlamaFolder.Find(Environment.GetEnvironmentVariable(LlamaFolder.EnvironmentVariable), AppContext.BaseDirectory);
        NativeLibrary.SetDllImportResolver(typeof(LlamaBackend).Assembly, (name, _, _) => Resolve(folder, name));
        Llama.LogSet(&NativeLog.OnNativeLine, 0);
        Ggml.BackendLoadAllFromPath(folder);
        Llama.BackendInit();
        return folder;
    }

    private static nint Resolve(string folder, string name) =>
        LlamaFolder.FindLibrary(folder, name) is { } file ? NativeLibrary.Load(file) : 0;
}
