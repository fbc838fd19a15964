namespace Aigen.Inference;

/// <summary>The memory that a model takes, estimated from its header before it is loaded.</summary>
/// <param name="Weights">The file's tensors: mapped, but answers are slow unless they stay in memory.</param>
/// <param name="KvCache">Keys and values of all sequences, that for embeddings included.</param>
/// <param name="Compute">What one step needs for its intermediate results, and one for embeddings beside it.</param>
public sealed record ModelNeed(long Weights, long KvCache, long Compute)
{
    // Rows of intermediate results alive at a time in llama.cpp's graphs, measured with models of the llama architecture.
    private const int Rows = 8;

    /// <summary>All of it.</summary>
    public long Total => Weights + KvCache + Compute;

    /// <summary>Estimates.</summary>
    public static ModelNeed Of(GgufHeader model, ModelOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        var plan = ModelPlan.Of(model, options);
        var answers = plan.Parallel * KvSize.BytesPerSequence(model, options, plan.ContextLength);
        var embeddings = KvSize.BytesPerSequence(model, options, EmbeddingAbility.LengthOf(plan.ContextLength));
        return new ModelNeed(
            WeightsInMemory(model, options), answers + embeddings, ComputeOf(model, options, plan) + EmbeddingComputeOf(model, plan));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Bytes(Total)} (weights {Bytes(Weights)}, KV cache {Bytes(KvCache)}, computing {Bytes(Compute)})";

    internal static string Bytes(long bytes) => bytes < 1L << 30 ? $"{bytes / (double)(1 << 20):0.0} MiB" : $"{bytes / (double)(1 << 30):0.0} GiB";

    // Layers on a GPU are in its memory, where llama.cpp itself refuses what does not fit.
    private static long WeightsInMemory(GgufHeader model, ModelOptions options)
    {
        if (options.GpuLayers == 0 || model.Layers == 0 || !LlamaDevices.Current.IsGpu) return model.WeightBytes;
        return model.WeightBytes * Math.Max(0, model.Layers - options.GpuLayers) / model.Layers;
    }

    private static long ComputeOf(GgufHeader model, ModelOptions options, ModelPlan plan) =>
        Math.Max(options.BatchTokens, plan.Parallel) * RowOf(model, plan, plan.ContextLength);

    // Each row of it is an output: its logits are kept once more.
    private static long EmbeddingComputeOf(GgufHeader model, ModelPlan plan) =>
        EmbeddingAbility.StepTokens * (RowOf(model, plan, EmbeddingAbility.LengthOf(plan.ContextLength)) + model.VocabularySize * (long)sizeof(float));

    private static long RowOf(GgufHeader model, ModelPlan plan, int contextLength)
    {
        var row = model.VocabularySize + Rows * (long)model.Embedding + 2L * model.FeedForward;

        // Without flash attention each head has a row of scores over the whole context.
        var scores = plan.FlashAttention == FlashAttention.Off ? (long)model.Heads * contextLength * 2 : 0;
        return (row + scores) * sizeof(float);
    }
}
