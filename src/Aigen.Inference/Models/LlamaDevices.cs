using Aigen.Inference.Native;

namespace Aigen.Inference;

/// <summary>What the backends found on this machine.</summary>
internal static class LlamaDevices
{
    /// <summary>Whether there is a GPU that a backend can use.</summary>
    public static bool HasGpu()
    {
        LlamaBackend.EnsureStarted();
        return Ggml.BackendDevByType(Ggml.DeviceTypeGpu) != 0;
    }

    /// <summary>The file of libllama.</summary>
    public static string Library() => LlamaFolder.FindLibrary(LlamaBackend.EnsureStarted(), Llama.Library)!;
}
