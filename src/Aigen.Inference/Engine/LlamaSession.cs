using Aigen.Inference.Native;

namespace Aigen.Inference;

/// <summary>A llama context with its KV cache and batch. One thread at a time.</summary>
internal sealed class LlamaSession : IDisposable
{
    private readonly BatchHandle _batch;
    private readonly nint _memory;
    private readonly PrefixCache _prefix;

    public LlamaSession(ModelHandle model, int contextLength, int chunkSize, int threads)
    {
        ChunkSize = Math.Min(chunkSize, contextLength);
        Context = ContextHandle.Create(model, Parameters(contextLength, ChunkSize, threads));
        if (Context.IsInvalid)
        {
            var reason = NativeLog.TakeError() ?? "llama.cpp made no context";
            throw new InferenceException($"no context of {contextLength} tokens: {reason}");
        }

        _memory = Llama.GetMemory(Context);
        _batch = new BatchHandle(ChunkSize);
        _prefix = new PrefixCache(ChunkSize);
    }

    public ContextHandle Context { get; }

    /// <summary>Tokens of prefill computed in one batch.</summary>
    public int ChunkSize { get; }

    /// <summary>Starts a new sequence and returns how many tokens of the prompt are already in the KV cache.</summary>
    public int Begin(ReadOnlySpan<int> prompt)
    {
        var cached = _prefix.Match(prompt);
        // Recurrent models cannot forget a part of a sequence.
        if (Llama.MemorySeqRm(_memory, 0, cached, -1) == 0) cached = 0;
        if (cached == 0) Llama.MemoryClear(_memory, 0);
        _prefix.Truncate(cached);
        return cached;
    }

    /// <summary>Computes the chunk of the prompt that starts at a position and returns its length. The last chunk leaves logits.</summary>
    public int Prefill(ReadOnlySpan<int> prompt, int position)
    {
        var chunk = prompt.Slice(position, Math.Min(ChunkSize, prompt.Length - position));
        _batch.Clear();
        for (var i = 0; i < chunk.Length; i++) _batch.Add(chunk[i], position + i, position + i == prompt.Length - 1);
        Compute();
        _prefix.Add(chunk);
        return chunk.Length;
    }

    /// <summary>Computes one token, leaving logits.</summary>
    public void Decode(int token, int position)
    {
        _batch.Clear();
        _batch.Add(token, position, output: true);
        Compute();
    }

    /// <summary>Forgets everything, after a failure left the KV cache in an unknown state.</summary>
    public void Reset()
    {
        Llama.MemoryClear(_memory, 0);
        _prefix.Truncate(0);
    }

    public void Dispose()
    {
        _batch.Dispose();
        Context.Dispose();
    }

    private static LlamaContextParams Parameters(int contextLength, int chunkSize, int threads)
    {
        var parameters = Llama.ContextDefaultParams();
        parameters.NCtx = (uint)contextLength;
        parameters.NBatch = (uint)chunkSize;
        parameters.NUbatch = (uint)chunkSize;
        parameters.NThreads = threads;
        parameters.NThreadsBatch = threads;
        return parameters;
    }

    private void Compute()
    {
        var code = Llama.Decode(Context, _batch.Value);
        if (code == 0) return;
        var reason = NativeLog.TakeError();
        throw new InferenceException($"llama_decode failed with {code}{(reason is null ? "" : ": " + reason)}");
    }
}
