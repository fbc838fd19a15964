using System.Runtime.InteropServices;

namespace Aigen.Inference.Native;

/// <summary>Loads the llama.cpp libraries and their CPU or GPU backends, once per process.</summary>
internal static unsafe class LlamaBackend
{
    private static readonly Lock Gate = new();
    private static StartedBackend? _started;

    /// <summary>The folder that the libraries were loaded from.</summary>
    /// <exception cref="DllNotFoundException">The libraries are not installed.</exception>
    public static string EnsureStarted() => Started().Folder;

    /// <summary>What was loaded, now or earlier.</summary>
    /// <exception cref="DllNotFoundException">The libraries are not installed.</exception>
    public static StartedBackend Started()
    {
        lock (Gate) return _started ??= Load(DeviceWish.Auto);
    }

    /// <summary>The same for whoever wants a certain device.</summary>
    public static StartedBackend Start(DeviceWish wish)
    {
        lock (Gate)
        {
            _started ??= Load(wish);
            return _started.Wish == wish
                ? _started : throw new InvalidOperationException($"llama.cpp was loaded for the device {_started.Wish}, and cannot be loaded again for {wish}");
        }
    }

    private static StartedBackend Load(DeviceWish wish)
    {
        var folder = LlamaFolder.Find(Environment.GetEnvironmentVariable(LlamaFolder.EnvironmentVariable), AppContext.BaseDirectory);
        NativeLibrary.SetDllImportResolver(typeof(LlamaBackend).Assembly, (name, _, _) => Resolve(folder, name));
        Llama.LogSet(&NativeLog.OnNativeLine, 0);

        // GPUs before the CPU, as ggml itself has them; a folder of the operator's may have other backends too.
        var cuda = wish == DeviceWish.Cpu ? new CudaChoice(null, null, "--device cpu") : CudaChoice.Of(folder);
        if (cuda.Build is not null && LoadFault(cuda.Build) is { } fault) cuda = new CudaChoice(null, null, fault);
        Ggml.BackendLoadAllFromPath(folder);
        Llama.BackendInit();
        return new StartedBackend(folder, wish, DeviceOf(wish, cuda));
    }

    private static string? LoadFault(CudaBuild build)
    {
        NativeLog.TakeError();
        return Ggml.BackendLoad(build.File) == 0 ? $"llama.cpp could not load {build.File}: {NativeLog.TakeError() ?? "it does not say why"}"
            : Ggml.BackendDevByType(Ggml.DeviceTypeGpu) == 0 ? $"llama.cpp found no device with {build.File}{(NativeLog.TakeError() is { } why ? $": {why}" : "")}"
            : null;
    }

    private static ComputeDevice DeviceOf(DeviceWish wish, CudaChoice cuda)
    {
        var gpu = wish == DeviceWish.Cpu ? 0 : Ggml.BackendDevByType(Ggml.DeviceTypeGpu);
        if (gpu == 0) return ComputeDevice.Cpu(cuda.Missing!);
        return cuda.Driver is { } driver
            ? new ComputeDevice("CUDA", driver.ToString())
            : new ComputeDevice(Marshal.PtrToStringUTF8((nint)Ggml.BackendDevName(gpu))!, Marshal.PtrToStringUTF8((nint)Ggml.BackendDevDescription(gpu))!);
    }

    private static nint Resolve(string folder, string name) =>
        LlamaFolder.FindLibrary(folder, name) is { } file ? NativeLibrary.Load(file) : 0;
}
