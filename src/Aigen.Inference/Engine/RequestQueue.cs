namespace Aigen.Inference;

/// <summary>
/// Requests that wait, up to a limit. Of those with one weight the first to come is the first to go; between the weights turns are
/// shared in proportion, the heaviest beginning, so that nobody waits for ever. Whoever waits can leave, and the place is free at once.
/// </summary>
internal sealed class RequestQueue<TRequest>(int limit)
    where TRequest : class, IWeighted
{
    private readonly List<Line> _lines = [];
    private readonly object _gate = new();
    private double _time;
    private int _count;
    private bool _closed;

    /// <summary>Requests that wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _count;
        }
    }

    /// <summary>Adds a request, or says why not.</summary>
    /// <param name="request">The request.</param>
    /// <param name="ahead">How many wait that have their turn before it, as things are.</param>
    public EnqueueResult TryEnqueue(TRequest request, out int ahead)
    {
        lock (_gate)
        {
            ahead = _lines.Where(line => line.Weight >= request.Weight).Sum(line => line.Waiting.Count);
            if (_closed) return EnqueueResult.Closed;
            if (_count >= limit) return EnqueueResult.Full;
            LineOf(request.Weight).Add(request, _time);
            _count++;
            Monitor.Pulse(_gate);
            return EnqueueResult.Added;
        }
    }

    /// <summary>Takes a request out if it still waits.</summary>
    public void Remove(TRequest request)
    {
        lock (_gate)
        {
            if (LineOf(request.Weight).Waiting.Remove(request)) _count--;
        }
    }

    /// <summary>Returns when somebody waits, or once the queue is closed.</summary>
    public void Wait()
    {
        lock (_gate)
        {
            while (_count == 0 && !_closed) Monitor.Wait(_gate);
        }
    }

    /// <summary>The request whose turn it is; null where nobody waits, or whoever comes next needs more slots.</summary>
    /// <param name="free">Slots that it could have. Nobody overtakes whoever waits for several, so that they become free one by one.</param>
    public TRequest? TryDequeue(int free)
    {
        lock (_gate)
        {
            Line? next = null;
            foreach (var line in _lines)
                if (line.Waiting.Count > 0 && (next is null || line.Turn < next.Turn))
                    next = line;
            if (next is null || next.First.Answers > free) return null;

            _count--;
            _time = next.Turn;
            return next.Take();
        }
    }

    /// <summary>Ends the queue and returns the requests that still waited.</summary>
    public IReadOnlyList<TRequest> Close()
    {
        lock (_gate)
        {
            _closed = true;
            TRequest[] left = [.. _lines.SelectMany(line => line.Waiting)];
            _lines.Clear();
            _count = 0;
            Monitor.PulseAll(_gate);
            return left;
        }
    }

    private Line LineOf(int weight)
    {
        var at = _lines.FindIndex(line => line.Weight <= weight);
        if (at >= 0 && _lines[at].Weight == weight) return _lines[at];

        var added = new Line(weight);
        _lines.Insert(at < 0 ? _lines.Count : at, added);
        return added;
    }

    /// <summary>Those of one weight. Its turn comes at a time that rises by 1/weight with each answer that was let go.</summary>
    private sealed class Line(int weight)
    {
        public int Weight => weight;

        public LinkedList<TRequest> Waiting { get; } = new();

        public double Turn { get; private set; }

        public TRequest First => Waiting.First!.Value;

        public void Add(TRequest request, double time)
        {
            // A line that was empty has saved up no turns.
            if (Waiting.Count == 0) Turn = Math.Max(Turn, time);
            Waiting.AddLast(request);
        }

        public TRequest Take()
        {
            var first = First;
            Waiting.RemoveFirst();
            Turn += (double)first.Answers / weight;
            return first;
        }
    }
}
