using Aigen.Primitives;
using Aigen.Rpc.Limits;
using Aigen.Rpc.Subscriptions;

namespace Aigen.Rpc.JsonRpc;

/// <summary>
/// One call of one method. The parameters live as long as the call: what is needed afterwards must be read before it ends.
/// </summary>
public sealed class RpcCall
{
    private readonly RpcExchange _exchange;
    private List<Subscription>? _opened;

    internal RpcCall(RpcMethod method, RpcParameters parameters, RpcExchange exchange)
    {
        Method = method;
        Parameters = parameters;
        _exchange = exchange;
    }

    /// <summary>The method that was called.</summary>
    public RpcMethod Method { get; }

    /// <summary>The parameters, whichever of the three forms they came in.</summary>
    public RpcParameters Parameters { get; }

    /// <summary>The value of a parameter that the method declares.</summary>
    public T Get<T>(Parameter<T> parameter) => Parameters.Get(parameter);

    /// <summary>Who calls; on a connection, as it last said.</summary>
    public RpcCaller Caller => _exchange.Connection?.Caller ?? _exchange.Caller;

    /// <summary>Fires when the caller disconnects, and for a WebSocket also when the node stops.</summary>
    public CancellationToken Aborted => _exchange.Aborted;

    /// <summary>The WebSocket connection of the call; null over HTTP.</summary>
    public IRpcConnection? Connection => _exchange.Connection;

    /// <summary>
    /// Opens a subscription on the connection of the call. What is published on it is held back until the answer of this call is on its
    /// way, so that a client always knows the id before the first notification. A call that fails closes what it opened.
    /// </summary>
    /// <param name="clientChosenId">1 to 128 characters, unused on the connection; null lets the node choose an unguessable one.</param>
    /// <param name="whenSlow">What happens when the client reads too slowly; what it pays for must not be left out.</param>
    /// <exception cref="RpcException">The id is taken, the limit is reached, or the call came over HTTP.</exception>
    public Subscription Subscribe(string? clientChosenId = null, SlowSubscriber whenSlow = SlowSubscriber.Disconnect)
    {
        var connection = Connection ?? throw new RpcException(ProtocolErrors.NeedsConnection(Method.Name));
        var subscription = connection.Open(clientChosenId, whenSlow);
        (_opened ??= []).Add(subscription);
        _exchange.Hold(subscription);
        return subscription;
    }

    /// <summary>Counts this call against the calls a second of a wallet that is proven to have signed it; null where they are not limited.</summary>
    internal RateVerdict? Admit(Address wallet) => _exchange.Admit(wallet);

    internal void AbandonSubscriptions()
    {
        foreach (var subscription in _opened ?? []) subscription.Complete();
    }
}
