namespace Aigen.Inference;

/// <summary>Where models are to be computed.</summary>
public enum DeviceWish
{
    /// <summary>On a GPU where there is one that can be used, else on the CPU.</summary>
    Auto,

    /// <summary>On the CPU.</summary>
    Cpu,

    /// <summary>On a GPU through CUDA.</summary>
    Cuda,
}
