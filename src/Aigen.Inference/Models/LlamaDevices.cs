using Aigen.Inference.Native;

namespace Aigen.Inference;

/// <summary>What the backends found on this machine.</summary>
public static class LlamaDevices
{
    /// <summary>Where models are computed; whoever asks before anybody has chosen gets <see cref="DeviceWish.Auto"/>.</summary>
    public static ComputeDevice Current => LlamaBackend.Started().Device;

    /// <summary>Loads llama.cpp and its backends.</summary>
    /// <exception cref="DllNotFoundException">The libraries are not installed.</exception>
    /// <exception cref="InvalidOperationException">They were loaded in this process for another wish: what is loaded stays.</exception>
    public static ComputeDevice Choose(DeviceWish wish) => LlamaBackend.Start(wish).Device;

    /// <summary>The file of libllama.</summary>
    internal static string Library() => LlamaFolder.FindLibrary(LlamaBackend.EnsureStarted(), Llama.Library)!;
}
