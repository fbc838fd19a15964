namespace Aigen.Inference;

/// <summary>First in, first out, up to a limit. A request that waits can leave, and its place is free at once.</summary>
internal sealed class RequestQueue(int limit)
{
    private readonly LinkedList<GenerationRequest> _waiting = new();
    private readonly object _gate = new();
    private bool _closed;

    /// <summary>Requests that wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _waiting.Count;
        }
    }

    /// <summary>Adds a request, or says why not.</summary>
    /// <param name="request">The request.</param>
    /// <param name="waiting">How many waited before it.</param>
    public EnqueueResult TryEnqueue(GenerationRequest request, out int waiting)
    {
        lock (_gate)
        {
            waiting = _waiting.Count;
            if (_closed) return EnqueueResult.Closed;
            if (waiting >= limit) return EnqueueResult.Full;
            _waiting.AddLast(request);
            Monitor.Pulse(_gate);
            return EnqueueResult.Added;
        }
    }

    /// <summary>Takes a request out if it still waits.</summary>
    public void Remove(GenerationRequest request)
    {
        lock (_gate) _waiting.Remove(request);
    }

    /// <summary>Waits for the next request; null once the queue is closed.</summary>
    public GenerationRequest? Dequeue()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_closed) Monitor.Wait(_gate);
            if (_closed) return null;
            var next = _waiting.First!.Value;
            _waiting.RemoveFirst();
            return next;
        }
    }

    /// <summary>Ends the queue and returns the requests that still waited.</summary>
    public IReadOnlyList<GenerationRequest> Close()
    {
        lock (_gate)
        {
            _closed = true;
            GenerationRequest[] left = [.. _waiting];
            _waiting.Clear();
            Monitor.PulseAll(_gate);
            return left;
        }
    }
}
