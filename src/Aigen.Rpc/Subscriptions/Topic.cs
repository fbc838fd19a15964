using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;

namespace Aigen.Rpc.Subscriptions;

/// <summary>
/// Something that many connections follow, such as new blocks. Publishing costs one serialisation and one queue entry a subscriber, and
/// never waits: a client that does not read loses its connection, not the publisher its time.
/// </summary>
public sealed class Topic
{
    private readonly ConcurrentDictionary<Subscription, bool> _subscribers = new();
    private int _count;

    /// <summary>How many follow now.</summary>
    public int SubscriberCount => Volatile.Read(ref _count);

    /// <summary>Publishes to the subscription from now on until it ends.</summary>
    public void Add(Subscription subscription)
    {
        if (!_subscribers.TryAdd(subscription, true)) return;
        Interlocked.Increment(ref _count);
        // Runs at once when the subscription is over already.
        subscription.Ended.UnsafeRegister(_ => Remove(subscription), null);
    }

    /// <summary>Sends one JSON value to everybody. The bytes are shared and must not change any more.</summary>
    public void Publish(ReadOnlyMemory<byte> resultJsonUtf8) => Publish(new Notice(resultJsonUtf8));

    /// <summary>Sends one value to everybody, serialised once, and not at all when nobody follows.</summary>
    public void Publish<T>(T value, JsonTypeInfo<T> typeInfo)
    {
        if (SubscriberCount > 0) Publish(Notice.Of(value, typeInfo));
    }

    private void Publish(Notice notice)
    {
        foreach (var (subscription, _) in _subscribers) subscription.Notify(notice);
    }

    private void Remove(Subscription subscription)
    {
        if (_subscribers.TryRemove(subscription, out _)) Interlocked.Decrement(ref _count);
    }
}
