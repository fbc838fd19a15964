namespace Aigen.Inference;

/// <summary>How the numbers of a KV cache are stored: fewer bits make room for more context and lose a little accuracy.</summary>
public enum KvType
{
    /// <summary>16 bits a number.</summary>
    F16,

    /// <summary>8.5 bits a number.</summary>
    Q8_0,

    /// <summary>4.5 bits a number.</summary>
    Q4_0,
}
