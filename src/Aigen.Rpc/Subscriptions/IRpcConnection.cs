using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Subscriptions;

/// <summary>A connection that lasts, over which the node can speak unasked.</summary>
public interface IRpcConnection
{
    /// <summary>Who is connected, as the connection last said.</summary>
    RpcCaller Caller { get; }

    /// <summary>Gives the calls that follow, those of the same batch too, another bearer token.</summary>
    void Authenticate(string bearerToken);

    /// <summary>Fires when the connection ends, whoever ended it.</summary>
    CancellationToken Closed { get; }

    /// <summary>What the node does where a client reads events too slowly and did not say what it wants.</summary>
    SlowSubscriber WhenSlow { get; }

    /// <summary>
    /// Opens a subscription that holds its notifications back until it is released. Handlers use <see cref="RpcCall.Subscribe"/>, which
    /// releases it right behind the answer.
    /// </summary>
    /// <param name="clientChosenId">1 to 128 characters, unused on this connection; null lets the node choose an unguessable one.</param>
    /// <param name="whenSlow">What happens when the client reads too slowly.</param>
    /// <exception cref="RpcException">The id is malformed or taken, or the connection has as many subscriptions as it may have.</exception>
    Subscription Open(string? clientChosenId, SlowSubscriber whenSlow);

    /// <summary>Ends a subscription; false when the connection has none of that id.</summary>
    bool Close(string subscriptionId);
}
