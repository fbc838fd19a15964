using System.Text.Json;
using Aigen.Rpc.Methods;

namespace Aigen.Rpc.Views;

/// <param name="Status">healthy; degraded while blocks cannot be written or a model hangs, with the reason in <paramref name="Problem"/>.</param>
/// <param name="LatestBlockTime">Unix seconds.</param>
/// <param name="ClockOffsetSeconds">How far the node's clock is ahead of the system's, which jumped; 0 while it follows.</param>
public sealed record HealthView(
    string Status, long UptimeSeconds, int PeerCount, string SyncStatus, long LatestBlockTime, bool ShutdownActive, double ClockOffsetSeconds, string? Problem)
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
