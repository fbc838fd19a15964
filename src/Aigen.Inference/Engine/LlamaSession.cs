using Aigen.Inference.Native;

namespace Aigen.Inference;

/// <summary>A llama context: several sequences with a KV cache each, and the batch of the next step. One thread at a time.</summary>
internal sealed unsafe class LlamaSession : IDisposable
{
    // LLAMA_POOLING_TYPE_NONE: an embedding for each token.
    private const int NoPooling = 0;

    private readonly BatchHandle _batch;
    private readonly ThreadPoolHandle? _threads;
    private readonly nint _memory;
    private readonly int _window;

    /// <param name="model">The model.</param>
    /// <param name="sequences">How many requests are computed at a time, from 1.</param>
    /// <param name="contextLength">Tokens that each of them may have.</param>
    /// <param name="batchTokens">The most tokens computed in one step.</param>
    /// <param name="threads">Threads that compute.</param>
    /// <param name="keyType">How keys are stored.</param>
    /// <param name="valueType">How values are stored.</param>
    /// <param name="flash">Whether flash attention is used.</param>
    /// <param name="embeddings">Whether it gives the embedding of each token.</param>
    public LlamaSession(
        ModelHandle model, int sequences, int contextLength, int batchTokens, int threads, KvType keyType = KvType.F16, KvType valueType = KvType.F16,
        FlashAttention flash = FlashAttention.Auto, bool embeddings = false)
    {
        Sequences = sequences;
        ContextLength = contextLength;
        BatchTokens = Math.Max(batchTokens, sequences);
        Context = ContextHandle.Create(model, Parameters(threads, keyType, valueType, flash, embeddings));
        if (Context.IsInvalid)
        {
            var reason = NativeLog.TakeError() ?? "llama.cpp made no context";
            throw new InferenceException($"no context of {sequences} sequences of {contextLength} tokens: {reason}");
        }

        _threads = ThreadPoolHandle.Attach(Context, threads);
        _memory = Llama.GetMemory(Context);
        _window = Llama.ModelNSwa(model);
        _batch = new BatchHandle(BatchTokens);
    }

    public ContextHandle Context { get; }

    public int Sequences { get; }

    public int ContextLength { get; }

    public int BatchTokens { get; }

    /// <summary>Begins the batch of a step.</summary>
    public void Clear() => _batch.Clear();

    /// <summary>Adds a token to the step and returns its row, under which its logits stand if they are wanted.</summary>
    public int Add(int token, int position, int sequence, bool output) => _batch.Add(token, position, sequence, output);

    /// <summary>Computes the step; what llama_decode answers, 0 where all is well.</summary>
    public int Compute() => Llama.Decode(Context, _batch.Value);

    /// <summary>The embedding of a row of the step that was computed; good until the next step.</summary>
    public ReadOnlySpan<float> EmbeddingOf(int row, int dimensions)
    {
        var numbers = Llama.GetEmbeddingsIth(Context, row);
        return numbers is null ? throw new InferenceException($"llama.cpp has no embedding for the row {row}") : new ReadOnlySpan<float>(numbers, dimensions);
    }

    /// <summary>Has a sequence hold no more than so many tokens; false, and nothing done, where the model cannot forget a part.</summary>
    public bool Truncate(int sequence, int count)
    {
        // A sliding window has let go of what is needed to go on from far behind.
        var first = Llama.MemorySeqPosMin(_memory, sequence);
        if (count > 0 && _window > 0 && first > Math.Max(0, count - _window)) return false;
        return Llama.MemorySeqRm(_memory, sequence, count, -1) != 0;
    }

    /// <summary>Has a sequence hold what another holds.</summary>
    public void Copy(int from, int to)
    {
        Llama.MemorySeqRm(_memory, to, -1, -1);
        Llama.MemorySeqCp(_memory, from, to, -1, -1);
    }

    public void Dispose()
    {
        _batch.Dispose();
        _threads?.Dispose();
        Context.Dispose();
    }

    private LlamaContextParams Parameters(int threads, KvType keyType, KvType valueType, FlashAttention flash, bool embeddings)
    {
        var parameters = Llama.ContextDefaultParams();
        parameters.NSeqMax = (uint)Sequences;
        parameters.NCtx = (uint)(Sequences * ContextLength);
        parameters.NBatch = (uint)BatchTokens;
        parameters.NUbatch = (uint)BatchTokens;
        parameters.NThreads = threads;
        parameters.NThreadsBatch = threads;
        parameters.TypeK = keyType.Number();
        parameters.TypeV = valueType.Number();
        parameters.FlashAttnType = (int)flash;
        parameters.Embeddings = embeddings ? (byte)1 : (byte)0;
        if (embeddings) parameters.PoolingType = NoPooling;
        return parameters;
    }
}
