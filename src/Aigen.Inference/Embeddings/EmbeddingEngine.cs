using Aigen.Inference.Native;

namespace Aigen.Inference;

/// <summary>
/// Computes embeddings on a thread and in a context of their own, beside the engine that answers. Both are made when the first are asked
/// for. Requests wait in a queue; a text is computed in short steps, between which requests can be given up.
/// </summary>
internal sealed class EmbeddingEngine(Func<LlamaSession> open, EmbeddingAbility ability, ModelOptions options) : IDisposable
{
    private readonly string _modelId = options.EffectiveId;
    private readonly RequestQueue<EmbeddingRequest> _queue = new(options.QueueLimit);
    private readonly StepWatch _watch = new(options.StepPatience);
    private readonly Lock _starting = new();
    private LlamaSession? _session;
    private Thread? _thread;
    private volatile bool _stopping;

    /// <summary>Requests that wait, the one that is computed not counted.</summary>
    public int Waiting => _queue.Count;

    /// <summary>What hinders it; null while all is well.</summary>
    public string? Problem => _watch.Problem(_modelId);

    /// <summary>Called on the engine's thread before each step.</summary>
    internal Action? Stepping { get; set; }

    /// <exception cref="EngineBusyException">The queue is full.</exception>
    /// <exception cref="EngineStoppedException">The engine was disposed.</exception>
    public async Task<IReadOnlyList<float[]>> EmbedAsync(EmbeddingRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        switch (_queue.TryEnqueue(request, out _))
        {
            case EnqueueResult.Full: throw new EngineBusyException(_modelId, Waiting, options.QueueLimit, null);
            case EnqueueResult.Closed: throw new EngineStoppedException(_modelId);
        }

        Start();
        try
        {
            return await request.Done.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            request.Abandon();
            _queue.Remove(request);
        }
    }

    public void Dispose()
    {
        lock (_starting) _stopping = true;
        foreach (var request in _queue.Close()) request.Fail(new EngineStoppedException(_modelId));
        _thread?.Join();
        _session?.Dispose();
    }

    private void Start()
    {
        lock (_starting)
        {
            if (_thread is not null || _stopping) return;
            _thread = new Thread(Run) { Name = $"embedding-{_modelId}", IsBackground = true };
            _thread.Start();
        }
    }

    private void Run()
    {
        while (!_stopping)
        {
            if (_queue.TryDequeue(free: 1) is { } request) Answer(request);
            else _queue.Wait();
        }
    }

    private void Answer(EmbeddingRequest request)
    {
        try
        {
            if (request.IsCancelled) return;
            _session ??= open();
            var embeddings = new List<float[]>(request.Texts.Count);
            foreach (var text in request.Texts)
            {
                if (Embed(_session, text, request) is not { } embedding) return;
                embeddings.Add(embedding);
            }

            request.End(embeddings);
        }
        catch (Exception exception)
        {
            // Whatever it was, it is this request's failure, and not the end of the thread that serves all others.
            request.Fail(exception as InferenceException ?? new InferenceException($"model {_modelId} failed: {exception.Message}", exception));
        }
    }

    // Null where nobody waits for it any more.
    private float[]? Embed(LlamaSession session, int[] text, EmbeddingRequest request)
    {
        session.Truncate(0, 0);
        var pool = new EmbeddingPool(ability.Pooling, ability.Dimensions);
        for (var at = 0; at < text.Length; at += EmbeddingAbility.StepTokens)
        {
            Stepping?.Invoke();
            if (_stopping) throw new EngineStoppedException(_modelId);
            if (request.IsCancelled) return null;
            Step(session, text.AsSpan(at, Math.Min(EmbeddingAbility.StepTokens, text.Length - at)), at, pool);
        }

        return pool.Take(request.Dimensions);
    }

    private void Step(LlamaSession session, ReadOnlySpan<int> tokens, int position, EmbeddingPool pool)
    {
        session.Clear();
        for (var i = 0; i < tokens.Length; i++) session.Add(tokens[i], position + i, 0, output: true);
        _watch.Begin();
        var code = session.Compute();
        _watch.End();
        if (code != 0)
            throw new InferenceException($"model {_modelId}: llama_decode failed with {code}{(NativeLog.TakeError() is { } reason ? ": " + reason : "")}");

        for (var i = 0; i < tokens.Length; i++) pool.Add(session.EmbeddingOf(i, ability.Dimensions));
    }
}
