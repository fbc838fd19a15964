using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Subscriptions;

/// <summary>The other half of every subscribing method.</summary>
public static class Unsubscribing
{
    /// <summary>A method that takes the id of a subscription and answers whether the connection had it; it has it no more.</summary>
    public static RpcMethod Method(string name, string summary = "Ends a subscription; true when there was one of that id.") =>
        new(name, summary, ["subscription"], Unsubscribe) { NeedsConnection = true };

    private static ValueTask<RpcResult> Unsubscribe(RpcCall call) =>
        ValueTask.FromResult(RpcResult.Ok(call.Connection!.Close(call.Parameters.String("subscription"))));
}
