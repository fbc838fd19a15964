using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Subscriptions;

/// <summary>The other half of every subscribing method.</summary>
public static class Unsubscribing
{
    /// <summary>The id of the subscription to end.</summary>
    public static Parameter<string> Subscription { get; } = FieldType.String().Required("subscription", "The id of the subscription.");

    /// <summary>Answers whether the connection had the subscription; it has it no more.</summary>
    public static ValueTask<RpcResult> Unsubscribe(RpcCall call) =>
        ValueTask.FromResult(RpcResult.Ok(call.Connection!.Close(call.Get(Subscription))));
}
