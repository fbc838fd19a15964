using System.Text.Json.Nodes;
using Aigen.Chain;
using Aigen.Primitives;

namespace Aigen.Node.Tests.Support;

/// <summary>What the CEO of the development network signs and sends.</summary>
internal static class CeoRequests
{
    private static readonly Lock Gate = new();
    private static long _lastRead;

    public static long Now => DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    /// <param name="timestamp">By default one that no other message of the tests has: each is good once.</param>
    public static JsonObject Read(CeoRead read, long? timestamp = null)
    {
        var signed = timestamp ?? Fresh();
        return new JsonObject
        {
            ["timestamp"] = signed,
            ["signature"] = DevelopmentKeys.Ceo.Sign(CeoReads.MessageToSign(read, Wallet.DevelopmentMagic, signed)).ToString(),
        };
    }

    public static JsonObject Release(string model, string version, Hash256 hash, string? tier = null, string name = "a model") =>
        Release(new ReleaseOrder(Now, model, version, name, 1000, [hash], true, tier ?? "", false, default));

    public static JsonObject Release(ReleaseOrder order) => Signed(order, new JsonObject
    {
        ["model_id"] = order.ModelId,
        ["version"] = order.Version,
        ["name"] = order.Name,
        ["total_size"] = order.TotalSize,
        ["shard_count"] = order.Shards.Count,
        ["hashes"] = new JsonArray([.. order.Shards.Select(shard => (JsonNode)shard.ToString())]),
        ["is_core"] = order.IsCore,
        ["minimum_tier"] = order.MinimumTier.Length == 0 ? null : order.MinimumTier,
        ["is_experimental"] = order.IsExperimental,
    });

    public static JsonObject Approval(string upgrade, long? timestamp = null) =>
        Signed(new UpgradeDecisionOrder(timestamp ?? Now, upgrade, null, default), new JsonObject { ["proposal_id"] = upgrade });

    public static JsonObject Rejection(string upgrade, string reason, long? timestamp = null) => Signed(
        new UpgradeDecisionOrder(timestamp ?? Now, upgrade, reason, default), new JsonObject { ["proposal_id"] = upgrade, ["reason"] = reason });

    public static JsonObject Vote(string id, GovernanceVote vote, long? timestamp = null) =>
        Signed(new VoteOrder(timestamp ?? Now, id, vote, default), new JsonObject { ["proposal_id"] = id, ["vote"] = vote.Name() });

    private static long Fresh()
    {
        lock (Gate) return _lastRead = Math.Max(_lastRead + 1, Now);
    }

    private static JsonObject Signed(DatedOrder order, JsonObject fields)
    {
        fields["timestamp"] = order.Timestamp;
        fields["signature"] = DevelopmentKeys.Ceo.Sign(order.MessageToSign(Wallet.DevelopmentMagic)).ToString();
        return fields;
    }
}
