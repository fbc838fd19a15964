namespace Aigen.Inference;

/// <summary>
/// The one thread that owns a llama context. Requests wait in a queue and are computed one after another; several sequences in one
/// batch would change only this class and <see cref="LlamaSession"/>.
/// </summary>
internal sealed class InferenceEngine : IDisposable
{
    private readonly string _modelId;
    private readonly int _queueLimit;
    private readonly int _contextLength;
    private readonly Vocabulary _vocabulary;
    private readonly LlamaSession _session;
    private readonly RequestQueue _queue;
    private readonly Thread _thread;
    private volatile bool _stopping;

    public InferenceEngine(string modelId, LlamaSession session, Vocabulary vocabulary, int contextLength, int queueLimit)
    {
        _modelId = modelId;
        _session = session;
        _vocabulary = vocabulary;
        _contextLength = contextLength;
        _queueLimit = queueLimit;
        _queue = new RequestQueue(queueLimit);
        _thread = new Thread(ServeQueue) { Name = $"inference-{modelId}", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Requests that wait, the running one not counted.</summary>
    public int Waiting => _queue.Count;

    /// <exception cref="EngineBusyException">The queue is full.</exception>
    /// <exception cref="EngineStoppedException">The engine was disposed.</exception>
    public void Enqueue(GenerationRequest request)
    {
        switch (_queue.TryEnqueue(request, out var waiting))
        {
            case EnqueueResult.Full: throw new EngineBusyException(_modelId, waiting, _queueLimit);
            case EnqueueResult.Closed: throw new EngineStoppedException(_modelId);
        }
    }

    /// <summary>Frees the place of a request that nobody waits for, wherever it is; a request that has ended is left alone.</summary>
    public void Release(GenerationRequest request)
    {
        request.Abandon();
        _queue.Remove(request);
    }

    public void Dispose()
    {
        _stopping = true;
        foreach (var request in _queue.Close()) request.Fail(new EngineStoppedException(_modelId));
        _thread.Join();
        _session.Dispose();
    }

    private void ServeQueue()
    {
        while (_queue.Dequeue() is { } request) Serve(request);
    }

    private void Serve(GenerationRequest request)
    {
        try
        {
            using var sequence = new ActiveSequence(_session, _vocabulary, _contextLength, request);
            while (!_stopping && sequence.Step())
            {
            }

            // Has no effect on a request that has ended.
            if (_stopping) request.Fail(new EngineStoppedException(_modelId));
        }
        catch (Exception exception)
        {
            // Whatever it was, it is this request's failure and not the next one's.
            _session.Reset();
            var known = exception as InferenceException;
            request.Fail(known ?? new InferenceException($"model {_modelId} failed: {exception.Message}", exception));
        }
    }
}
