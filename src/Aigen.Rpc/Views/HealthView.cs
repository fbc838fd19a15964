using System.ComponentModel;
using System.Text.Json;
using Aigen.Rpc.Methods;

namespace Aigen.Rpc.Views;

public sealed record HealthView(
    [property: Description("healthy; degraded while blocks cannot be written or a model hangs, with the reason in problem.")] string Status,
    long UptimeSeconds,
    [property: Description("0: nodes do not speak to each other yet.")] int PeerCount,
    string SyncStatus,
    [property: Description("Unix seconds.")] long LatestBlockTime,
    bool ShutdownActive,
    [property: Description("How far the node's clock is ahead of the system's, which jumped; 0 while it follows.")] double ClockOffsetSeconds,
    string? Problem)
{
    public string ToJson() => JsonSerializer.Serialize(this, ViewJson.Default.HealthView);

    public static HealthView Of(NodeServices node)
    {
        var (head, problem) = (node.Ledger.Head, node.Chain.Problem ?? node.Models.Problem);
        var uptime = node.Time.GetElapsedTime(node.StartedAt);
        return new HealthView(
            problem is null ? "healthy" : "degraded", (long)uptime.TotalSeconds, 0, "synced", head.Header.Timestamp, head.Header.Shutdown, node.ClockOffset(), problem);
    }
}
