using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Views;

namespace Aigen.Rpc.Methods;

internal sealed class StatusMethods(NodeServices node)
{
    public ValueTask<RpcResult> Health(RpcCall call) => new(RpcResult.Ok(HealthView.Of(node), ViewJson.Default.HealthView));

    public ValueTask<RpcResult> GetNodeInfo(RpcCall call)
    {
        var spec = node.Ledger.Spec;
        var view = new NodeInfoView(
            spec.NetworkMagic, spec.CeoPublicKey.ToString(), node.Version, spec.Network, spec.IsDevelopment, spec.ChainId, spec.Hash.ToString(),
            spec.CeoWallet.ToString(), spec.Treasury.ToString(), node.NodeKey.ToString(), spec.MinimumBaseFee.Aigen,
            (long)spec.BlockTime.TotalMilliseconds, node.ClockOffset(), node.Models.Ids);
        return new(RpcResult.Ok(view, ViewJson.Default.NodeInfoView));
    }
}
