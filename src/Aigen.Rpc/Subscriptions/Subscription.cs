using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Aigen.Rpc.Subscriptions;

/// <summary>
/// One subscription of one connection. Its events are numbered from 1 without a gap, and reach the client in the order in which they were
/// given, none of them before the answer that opened the subscription. Events that a slow client does not get keep their numbers.
/// </summary>
public sealed class Subscription : IDisposable
{
    private readonly ISubscriptionSink _sink;
    private readonly int _mostHeld;
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private Queue<Notice>? _held = new();
    private MissedEvents? _missed;
    private ulong _sequence;
    private string? _cursor;
    private bool _isTelling;
    private bool _isOver;

    internal Subscription(string id, ISubscriptionSink sink, int mostHeld, SlowSubscriber whenSlow)
    {
        Id = id;
        WhenSlow = whenSlow;
        _sink = sink;
        _mostHeld = mostHeld;
        var idJson = JsonEncodedText.Encode(id).Value;
        Head = Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","method":"subscription","params":{"subscription":"{{idJson}}","result":""");
    }

    /// <summary>The id that the client knows it by.</summary>
    public string Id { get; }

    /// <summary>What happens when the client reads too slowly.</summary>
    public SlowSubscriber WhenSlow { get; }

    /// <summary>Fires when it ends: completed, unsubscribed, or the connection is gone.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>What stands in front of the result in each notification.</summary>
    internal ReadOnlyMemory<byte> Head { get; }

    /// <summary>Queues a notification and never waits.</summary>
    /// <returns>
    /// False once the subscription is over, and for the notification that was one too many for a client that does not read.
    /// </returns>
    public bool Notify(Notice notice)
    {
        lock (_gate)
        {
            if (_isOver) return false;
            _sequence++;
            if (_missed is null && TryQueue(notice)) return true;
            if (WhenSlow == SlowSubscriber.Lag)
            {
                Miss(notice, _sequence);
                return true;
            }
        }

        _sink.Overflow();
        return false;
    }

    /// <summary>Queues a notification of one JSON value that must not change any more.</summary>
    public bool Notify(ReadOnlyMemory<byte> resultJsonUtf8) => Notify(new Notice(resultJsonUtf8));

    /// <summary>Queues a notification of one value, written with its generated metadata.</summary>
    public bool Notify<T>(T value, JsonTypeInfo<T> typeInfo) => Notify(Notice.Of(value, typeInfo));

    /// <summary>Says where the client stands before the first event, for a <c>lagged</c> notification that comes before any other.</summary>
    public void BeginAt(string cursor)
    {
        lock (_gate) _cursor ??= cursor;
    }

    /// <summary>
    /// For who can wait, such as a replay: completes once the answer is on its way and the client has read most of what waits, so that a
    /// notification of so many bytes fits; or when the subscription is over.
    /// </summary>
    public async ValueTask WaitForRoomAsync(int bytes = 0)
    {
        await _released.Task;
        await _sink.WaitForRoomAsync(Head.Length + bytes);
    }

    /// <summary>Ends the subscription from the node's side. What was notified before is still sent.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            if (_isOver) return;
            _isOver = true;
        }

        _sink.Forget(this);
        _released.TrySetResult();
        // The callbacks run elsewhere: whoever publishes or reads the connection must not run the code of a subscriber.
        _ = _ended.CancelAsync();
    }

    /// <summary>The same as <see cref="Complete"/>.</summary>
    public void Dispose() => Complete();

    /// <summary>Lets the notifications go: the answer that names the subscription is queued in front of them.</summary>
    internal void Release()
    {
        var fits = true;
        lock (_gate)
        {
            var (held, missed, sequence) = (_held, _missed, 0UL);
            (_held, _missed) = (null, null);
            while (fits && held is not null && held.TryDequeue(out var notice))
            {
                sequence++;
                if (_missed is null && TryPost(notice, sequence)) continue;
                fits = WhenSlow == SlowSubscriber.Lag;
                if (fits) Miss(notice, sequence);
            }

            // What was missed because too much was held comes behind all that was held.
            if (missed is not null) (_missed ??= Missing(missed.First)).Add(missed.Last, missed.To);
        }

        _released.TrySetResult();
        if (!fits) _sink.Overflow();
    }

    private bool TryQueue(Notice notice)
    {
        if (_held is null) return TryPost(notice, _sequence);
        if (_held.Count >= _mostHeld) return false;
        _held.Enqueue(notice);
        return true;
    }

    private bool TryPost(Notice notice, ulong sequence)
    {
        if (!_sink.Post(this, notice, sequence)) return false;
        _cursor = notice.Cursor ?? _cursor;
        return true;
    }

    private void Miss(Notice notice, ulong sequence)
    {
        (_missed ??= Missing(sequence)).Add(sequence, notice.Cursor);
        if (_isTelling) return;
        _isTelling = true;
        _ = TellMissedAsync();
    }

    private MissedEvents Missing(ulong first) => new(first, _cursor);

    // Also when nothing more happens: a client must not wait for the next event to hear of those that it did not get.
    private async Task TellMissedAsync()
    {
        // The caller holds the lock.
        await Task.Yield();
        while (true)
        {
            await WaitForRoomAsync(MissedEvents.MostBytes);
            lock (_gate)
            {
                if (!_isOver && !_sink.Post(this, _missed!.ToNotice(), _missed.Last)) continue;
                (_missed, _isTelling) = (null, false);
                return;
            }
        }
    }
}
