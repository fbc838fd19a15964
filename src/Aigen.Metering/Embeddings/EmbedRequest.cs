using Aigen.Chain;
using Aigen.Inference;
using Aigen.Primitives;

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

    internal override Hash256 Hash() => RequestHash.OfEmbedding(ModelId, Input, Dimensions);

    internal override DeskRefusal? FindFault() => Input.Count is > 0 and <= MostTexts
        ? null
        : new BadOption(nameof(Input), $"{Input.Count} texts", $"1 to {MostTexts} texts");

    internal override DeskRefusal? FindFault(ModelDescription model) => EmbeddingTexts.FindFault(this, model);

    internal override Demand LeastDemand(string modelId, Tier minimumTier) => Demand.OfTexts(modelId, minimumTier, Input.Count, 1, int.MaxValue);
}
