namespace Aigen.Inference;

/// <summary>What embeddings a model makes.</summary>
/// <param name="Pooling">How tokens become a text.</param>
/// <param name="Dimensions">Numbers of an embedding.</param>
/// <param name="MaxTokens">Tokens that a text may have.</param>
/// <param name="CanBeShortened">
/// Whether the first numbers may be asked for alone: of a model whose maker says how it pools, and so made it for embeddings. Of a model
/// that was made to write, the first numbers are as good as any.
/// </param>
public sealed record EmbeddingAbility(Pooling Pooling, int Dimensions, int MaxTokens, bool CanBeShortened)
{
    // The context for embeddings is kept beside the one for answers, so it is short: as long as the free tier's.
    internal const int MostTokens = 2048;

    // As many as beside a stream: llama.cpp keeps the logits of each, though nobody asks for them.
    internal const int StepTokens = 64;

    // llama.h's enum llama_pooling_type.
    private const int NoPooling = 0;
    private const int Rank = 4;

    /// <summary>Tokens of the context for embeddings.</summary>
    internal static int LengthOf(int contextLength) => Math.Min(contextLength, MostTokens);

    /// <summary>What the file says; null for a model that gives texts no embedding.</summary>
    internal static EmbeddingAbility? Of(GgufHeader model, int contextLength)
    {
        // Whoever looks at what is to come must see all of a text at once, which a step does not hold.
        if (!model.IsCausal || model.PoolingType == Rank) return null;

        var said = model.PoolingType is NoPooling ? null : model.PoolingType;
        var pooling = said is { } number && Enum.IsDefined((Pooling)number) ? (Pooling)number : Pooling.Mean;
        return new EmbeddingAbility(pooling, model.EmbeddingLength, LengthOf(contextLength), CanBeShortened: said is not null);
    }
}
