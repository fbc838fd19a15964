using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

internal static class DiscoverMethod
{
    // Every node of this version answers the same, so it is made once, by whoever asks first.
    private static readonly Lazy<byte[]> Document = new(OpenRpcDocument.Encode);

    public static ValueTask<RpcResult> Discover(RpcCall call) => new(RpcResult.Raw(Document.Value));
}
