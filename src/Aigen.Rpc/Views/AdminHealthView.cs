using System.ComponentModel;
using Aigen.Rpc.Methods;
using Aigen.Rpc.Metrics;

namespace Aigen.Rpc.Views;

/// <summary>The fields of health, and what an operator wants beside them.</summary>
internal sealed record AdminHealthView(
    string Status, long UptimeSeconds, int PeerCount, string SyncStatus,
    [property: Description("Unix seconds.")] long LatestBlockTime,
    bool ShutdownActive, double ClockOffsetSeconds, string? Problem, string Version, HealthHeadView Head, HealthMempoolView Mempool, HealthDiskView Disk,
    HealthConnectionsView Connections, IReadOnlyList<HealthModelView> Models)
{
    public static AdminHealthView Of(NodeServices node)
    {
        var (health, head, metrics) = (HealthView.Of(node), node.Ledger.Head, node.ReadMetrics());
        return new AdminHealthView(
            health.Status, health.UptimeSeconds, health.PeerCount, health.SyncStatus, health.LatestBlockTime, health.ShutdownActive,
            health.ClockOffsetSeconds, health.Problem, node.Version, new HealthHeadView(head.Height, head.Hash.ToString()),
            new HealthMempoolView(node.Mempool.Count, node.Mempool.Bytes, node.Writer.PendingReceiptCount),
            new HealthDiskView(node.Chain.IsWritable, node.FreeDisk()),
            new HealthConnectionsView(Sum(metrics, "kestrel_active_connections"), Sum(metrics, "aigen_rpc_websockets"), Sum(metrics, "aigen_rpc_subscriptions")),
            [.. node.Models.Ids.Select(id => HealthModelView.Of(id, node, metrics))]);
    }

    /// <summary>All of a metric, or what it has of a model; null where it has nothing.</summary>
    internal static long? Sum(IReadOnlyList<MetricReading> metrics, string name, string? model = null)
    {
        var series = metrics.Where(metric => metric.Name == name).SelectMany(metric => metric.Series)
            .Where(series => model is null || series.Labels.Values.Contains(model)).ToList();
        return series.Count == 0 ? null : (long)series.Sum(one => one.Value);
    }
}

internal sealed record HealthHeadView(ulong BlockHeight, string BlockHash);

internal sealed record HealthMempoolView(int Transactions, long Bytes, int ReceiptsWaiting);

internal sealed record HealthDiskView(bool IsWritable, [property: Description("Null where the system does not say.")] long? FreeBytes);

internal sealed record HealthConnectionsView(long? Open, long? Websockets, long? Subscriptions);

internal sealed record HealthModelView(
    string ModelId, bool IsLoaded,
    [property: Description("Requests that wait for it; like the numbers behind it null while it is not loaded.")] long? Queued,
    long? Computing, long? Slots, long? KvTokens, long? KvCapacity)
{
    public static HealthModelView Of(string id, NodeServices node, IReadOnlyList<MetricReading> metrics)
    {
        return new HealthModelView(
            id, node.Models.IsResident(id), Number("queue_length"), Number("slots_used"), Number("slots"), Number("kv_tokens"), Number("kv_capacity"));

        long? Number(string name) => AdminHealthView.Sum(metrics, $"aigen_inference_{name}", id);
    }
}
