namespace Aigen.Metering;

/// <summary>Embeddings that somebody asks for.</summary>
public sealed record EmbedRequest : ModelRequest
{
    /// <summary>The most texts of a request: with the widest models an answer stays below the 16 MiB of a batch.</summary>
    public const int MostTexts = 256;

    /// <summary>The most tokens of all texts together: as many as a prompt of the dearest tier may have.</summary>
    public const int MostTokens = 16384;

    /// <summary>The texts, each of which gets one.</summary>
    public required IReadOnlyList<string> Input { get; init; }

    /// <summary>So many numbers of each, from the first; null for all that the model gives.</summary>
    public int? Dimensions { get; init; }
}
