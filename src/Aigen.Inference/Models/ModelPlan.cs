namespace Aigen.Inference;

/// <summary>How a model will be run: what the options leave open is decided by what its header says.</summary>
/// <param name="ContextLength">Tokens that each answer may have, its prompt counted.</param>
/// <param name="Parallel">How many answers are computed at a time.</param>
/// <param name="Threads">Threads that compute.</param>
/// <param name="FlashAttention">Whether flash attention is used.</param>
public sealed record ModelPlan(int ContextLength, int Parallel, int Threads, FlashAttention FlashAttention)
{
    // Batches of a smaller model end sooner than threads meet at ggml's barriers, where they wait by spinning: measured with 5.5 M
    // parameters, a second thread gains a third on an idle machine and loses nearly everything on a busy one.
    private const long SmallModel = 50_000_000;

    // What attention may take for its scores so as to be faster: half of what the KV cache may take, as it is needed twice.
    private const long MostScores = 1L << 29;

    /// <summary>Decides.</summary>
    public static ModelPlan Of(GgufHeader model, ModelOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        var context = ContextOf(model, options);
        return new ModelPlan(context, ParallelOf(model, options, context), ThreadsOf(model, options), FlashOf(model, options, context));
    }

    // The one asked for, else the trained one up to the cap.
    private static int ContextOf(GgufHeader model, ModelOptions options)
    {
        if (options.ContextLength > 0) return options.ContextLength;
        return model.ContextLength > 0 ? Math.Min(model.ContextLength, options.MaxContextLength) : options.MaxContextLength;
    }

    // As asked for, else as many as their KV caches have room.
    private static int ParallelOf(GgufHeader model, ModelOptions options, int contextLength) => options.Parallel > 0
        ? options.Parallel
        : (int)Math.Clamp(options.KvBytes / Math.Max(1, KvSize.BytesPerSequence(model, options, contextLength)), 1, ModelOptions.MostParallel);

    // A CPU computes flash attention slowly: the time of a token with it, without it being 1, was measured as 0.88 at the beginning, 1.04
    // behind 200 tokens, 1.4 behind 1,000 and 2.2 behind 4,000, that of a prompt's 1.04 and 1.25 behind 1,000 and 4,000.
    private static FlashAttention FlashOf(GgufHeader model, ModelOptions options, int contextLength)
    {
        if (options is not { FlashAttention: FlashAttention.Auto, ValueType: KvType.F16 }) return options.FlashAttention;
        if (options.GpuLayers > 0 && LlamaDevices.Current.IsGpu) return FlashAttention.Auto;
        return (long)model.Heads * contextLength * options.BatchTokens * sizeof(float) <= MostScores ? FlashAttention.Off : FlashAttention.Auto;
    }

    // Those asked for, else one for each physical core, or one if the model is small.
    private static int ThreadsOf(GgufHeader model, ModelOptions options)
    {
        if (options.Threads > 0) return options.Threads;
        return model.ParameterCount < SmallModel ? 1 : PhysicalCores.Count();
    }
}
