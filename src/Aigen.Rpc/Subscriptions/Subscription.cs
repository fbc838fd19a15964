using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Aigen.Rpc.Subscriptions;

/// <summary>
/// One subscription of one connection. Notifications reach the client in the order in which they were given, and none of them before the
/// answer that opened the subscription.
/// </summary>
public sealed class Subscription : IDisposable
{
    private readonly ISubscriptionSink _sink;
    private readonly int _mostHeld;
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _gate = new();
    private Queue<ReadOnlyMemory<byte>>? _held = new();
    private bool _isOver;

    internal Subscription(string id, ISubscriptionSink sink, int mostHeld)
    {
        Id = id;
        _sink = sink;
        _mostHeld = mostHeld;
        var idJson = JsonEncodedText.Encode(id).Value;
        Head = Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","method":"subscription","params":{"subscription":"{{idJson}}","result":""");
    }

    /// <summary>The id that the client knows it by.</summary>
    public string Id { get; }

    /// <summary>Fires when it ends: completed, unsubscribed, or the connection is gone.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>What stands in front of the result in each notification.</summary>
    internal ReadOnlyMemory<byte> Head { get; }

    internal static ReadOnlySpan<byte> Tail => "}}"u8;

    /// <summary>
    /// Queues a notification and never waits. The bytes are one JSON value that must not change any more; they may be shared with other
    /// subscriptions.
    /// </summary>
    /// <returns>
    /// False once the subscription is over, and for the notification that was one too many for a client that does not read.
    /// </returns>
    public bool Notify(ReadOnlyMemory<byte> resultJsonUtf8)
    {
        lock (_gate)
        {
            if (_isOver) return false;
            if (_held is null) return _sink.Post(this, resultJsonUtf8);
            if (_held.Count < _mostHeld)
            {
                _held.Enqueue(resultJsonUtf8);
                return true;
            }
        }

        _sink.Overflow();
        return false;
    }

    /// <summary>Queues a notification of one value, written with its generated metadata.</summary>
    public bool Notify<T>(T value, JsonTypeInfo<T> typeInfo) => Notify(JsonSerializer.SerializeToUtf8Bytes(value, typeInfo));

    /// <summary>Ends the subscription from the node's side. What was notified before is still sent.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            if (_isOver) return;
            _isOver = true;
        }

        _sink.Forget(this);
        // The callbacks run elsewhere: whoever publishes or reads the connection must not run the code of a subscriber.
        _ = _ended.CancelAsync();
    }

    /// <summary>The same as <see cref="Complete"/>.</summary>
    public void Dispose() => Complete();

    /// <summary>Lets the notifications go: the answer that names the subscription is queued in front of them.</summary>
    internal void Release()
    {
        lock (_gate)
        {
            while (_held is not null && _held.TryDequeue(out var result)) _sink.Post(this, result);
            _held = null;
        }
    }
}
