using System.Security.Cryptography;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Subscriptions;

/// <summary>The subscriptions of one connection by id.</summary>
internal sealed class SubscriptionSet(ISubscriptionSink sink, RpcLimits limits)
{
    internal const int LongestId = 128;
    private readonly Dictionary<string, Subscription> _byId = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private bool _isClosed;

    public Subscription Open(string? clientChosenId)
    {
        if (clientChosenId is { Length: 0 or > LongestId }) throw Refuse($"a string of 1 to {LongestId} characters", clientChosenId);
        lock (_gate)
        {
            if (_isClosed) throw new OperationCanceledException("The connection is closed");
            if (_byId.Count >= limits.Subscriptions) throw new RpcException(ProtocolErrors.TooManySubscriptions(limits.Subscriptions));
            var id = clientChosenId ?? RandomNumberGenerator.GetHexString(32, lowercase: true);
            var subscription = new Subscription(id, sink, limits.QueuedMessages);
            if (!_byId.TryAdd(id, subscription)) throw Refuse("an id that is not in use on this connection", id);
            return subscription;
        }
    }

    public bool Close(string id)
    {
        Subscription? subscription;
        lock (_gate)
        {
            if (!_byId.TryGetValue(id, out subscription)) return false;
        }

        subscription.Complete();
        return true;
    }

    public void Remove(Subscription subscription)
    {
        lock (_gate) _byId.Remove(subscription.Id);
    }

    /// <summary>Ends them all; none can be opened any more.</summary>
    public void CloseAll()
    {
        Subscription[] all;
        lock (_gate)
        {
            _isClosed = true;
            all = [.. _byId.Values];
        }

        foreach (var subscription in all) subscription.Complete();
    }

    private static RpcException Refuse(string expected, string given)
    {
        var quoted = given.Length > LongestId ? $"{given.Length} characters" : $"\"{given}\"";
        return new RpcException(RpcError.InvalidParameter("subscription", quoted, expected));
    }
}
