namespace Aigen.Inference;

/// <summary>What a header may have at most. Large models have about 60 entries, 2,000 tensors and 20 MiB of header.</summary>
internal static class GgufLimits
{
    /// <summary>llama.cpp compares each key with all before it.</summary>
    public const int Entries = 4096;

    /// <summary>As with keys.</summary>
    public const int Tensors = 32768;

    /// <summary>Bounds all that is kept in memory of a header.</summary>
    public const long HeaderBytes = 256 << 20;

    /// <summary>gguf.h: keys have at most 2^16 - 1 bytes.</summary>
    public const int KeyBytes = 65535;

    /// <summary>The longest text is a chat template.</summary>
    public const int StringBytes = 4 << 20;

    /// <summary>GGML_MAX_NAME, less the zero at the end.</summary>
    public const int TensorNameBytes = 63;

    /// <summary>GGML_MAX_DIMS.</summary>
    public const int Dimensions = 4;

    /// <summary>A page of the largest kind in use; files have 32.</summary>
    public const uint Alignment = 65536;

    /// <summary>Arrays of numbers up to this length are kept: those that have a number a layer.</summary>
    public const int KeptNumbers = 4096;
}
