namespace Aigen.Inference.Native;

/// <summary>What of llama.cpp was loaded.</summary>
/// <param name="Folder">The folder of the libraries.</param>
/// <param name="Wish">The device that was wished for.</param>
/// <param name="Device">The device that it became.</param>
internal sealed record StartedBackend(string Folder, DeviceWish Wish, ComputeDevice Device);
