using Aigen.Chain;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Metrics;
using Aigen.Rpc.Views;

namespace Aigen.Rpc.Methods;

/// <summary>What only the CEO key may read.</summary>
internal sealed class AdminMethods(NodeServices node)
{
    public ValueTask<RpcResult> GetHealth(RpcCall call) =>
        new(Refuse(call, CeoRead.Health) is { } refused
            ? RpcResult.Fail(refused)
            : RpcResult.Ok(AdminHealthView.Of(node), ViewJson.Default.AdminHealthView));

    public ValueTask<RpcResult> GetMetrics(RpcCall call)
    {
        var (ai, network, blockchain) = (
            call.Get(GovernanceParameters.IncludeAi), call.Get(GovernanceParameters.IncludeNetwork), call.Get(GovernanceParameters.IncludeBlockchain));
        if (Refuse(call, CeoRead.Metrics) is { } refused)
        {
            return new(RpcResult.Fail(refused));
        }

        var readings = node.ReadMetrics();
        var view = new AdminMetricsView(
            node.Time.GetUtcNow().ToUnixTimeSeconds(), Section(ai, MetricSection.Ai), Section(network, MetricSection.Network),
            Section(blockchain, MetricSection.Blockchain));
        return new(RpcResult.Ok(view, ViewJson.Default.AdminMetricsView));

        IReadOnlyList<MetricView>? Section(bool isIncluded, MetricSection section) =>
            isIncluded ? [.. readings.Where(reading => reading.Section == section).Select(MetricView.Of)] : null;
    }

    private RpcError? Refuse(RpcCall call, CeoRead read) =>
        node.CeoReads.Use(read, call.Get(GovernanceParameters.Timestamp), call.Get(GovernanceParameters.CeoSignature)) is { } refusal
            ? ErrorTable.Of(refusal)
            : null;
}
