using System.ComponentModel;
using System.Text.Json.Serialization;
using Aigen.Primitives;

namespace Aigen.Rpc.Views;

/// <summary>A CEO order.</summary>
internal sealed record OrderView(
    [property: Description("shutdown has timestamp, nonce and reason; sip_approve and sip_veto have the proposal_id; init_model, approve_upgrade, reject_upgrade and gov_vote have timestamp and proposal_id.")] string Kind,
    string Signature, long? Timestamp, ulong? Nonce, string? Reason, string? ProposalId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("Only of init_model.")] ReleaseView? Release = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("Only of gov_vote: approve, reject or abstain.")] string? Vote = null)
{
    public static OrderView Of(CeoOrder order)
    {
        var signature = order.Signature.ToString();
        return order switch
        {
            ShutdownOrder shutdown => new("shutdown", signature, shutdown.Timestamp, shutdown.Nonce, shutdown.Reason, null),
            SipDecisionOrder decision => new(decision.Approve ? "sip_approve" : "sip_veto", signature, null, null, null, decision.ProposalId),
            ReleaseOrder release => new("init_model", signature, release.Timestamp, null, null, release.Id, ReleaseView.Of(release)),
            UpgradeDecisionOrder decision => new(
                decision.Reason is null ? "approve_upgrade" : "reject_upgrade", signature, decision.Timestamp, null, decision.Reason, decision.UpgradeId),
            VoteOrder vote => new("gov_vote", signature, vote.Timestamp, null, null, vote.ProposalId, null, vote.Vote.Name()),
            _ => throw new ArgumentOutOfRangeException(nameof(order), order, "There is no view of this order."),
        };
    }
}

/// <summary>A release as it is registered.</summary>
internal sealed record ReleaseView(
    string ModelId, string Version, string Name, ulong TotalSize, int ShardCount, IReadOnlyList<string> Hashes, bool IsCore, string? MinimumTier,
    bool IsExperimental)
{
    public static ReleaseView Of(ReleaseOrder release) => new(
        release.ModelId, release.Version, release.Name, release.TotalSize, release.Shards.Count, [.. release.Shards.Select(shard => shard.ToString())],
        release.IsCore, release.MinimumTier.Length == 0 ? null : release.MinimumTier, release.IsExperimental);
}
