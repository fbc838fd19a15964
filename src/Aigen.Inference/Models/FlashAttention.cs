namespace Aigen.Inference;

/// <summary>Whether attention is computed without storing its matrix, with the numbers of llama.h's enum llama_flash_attn_type.</summary>
public enum FlashAttention
{
    /// <summary>Where it gains: on a GPU, with quantised values, and where a CPU would need much memory without it.</summary>
    Auto = -1,

    /// <summary>Never.</summary>
    Off = 0,

    /// <summary>Always; a model that cannot is refused.</summary>
    On = 1,
}
