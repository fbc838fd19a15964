using Aigen.Crypto;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>What makes a CEO order good, and what it changes.</summary>
internal static class OrderRules
{
    private const int MaxReasonLength = 1024;

    public static Refusal? Check(CeoOrder order, ChainSpec spec, IStateReader state, long now) => order switch
    {
        ShutdownOrder shutdown => CheckReason(shutdown.Reason) ?? CheckSigned(shutdown, spec, now),
        SipDecisionOrder decision => DecisionRules.Check(decision, spec, state),
        ReleaseOrder release => CheckSigned(release, spec, now) ?? ReleaseRules.Check(release, state),
        UpgradeDecisionOrder decision => CheckReason(decision.Reason) ?? CheckSigned(decision, spec, now) ?? ReleaseRules.Check(decision, state),
        VoteOrder vote => CheckSigned(vote, spec, now) ?? Vote.Check(vote, state),
        _ => throw new ArgumentOutOfRangeException(nameof(order), order, "There is no rule for this order."),
    };

    public static void Apply(CeoOrder order, StateOverlay state, long now)
    {
        switch (order)
        {
            case ShutdownOrder shutdown: new Shutdown(now, shutdown.Reason).Save(state); break;
            case SipDecisionOrder decision: DecisionRules.Apply(decision, state, now); break;
            case ReleaseOrder release: ReleaseRules.Apply(release, state, now); break;
            case UpgradeDecisionOrder decision: ReleaseRules.Apply(decision, state, now); break;
            case VoteOrder vote: new Vote(vote.ProposalId, vote.Vote, now).Save(state); break;
        }
    }

    public static Refusal BadSignature(string message) =>
        new(RefusalRule.OrderSignature, $"signature is not the CEO key's Ed25519 signature of {message}");

    private static Refusal? CheckReason(string? reason) => reason?.Length > MaxReasonLength
        ? new Refusal(RefusalRule.Payload, $"reason of {reason.Length} characters, at most {MaxReasonLength} are allowed", $"{MaxReasonLength}", $"{reason.Length}")
        : null;

    private static Refusal? CheckSigned(DatedOrder order, ChainSpec spec, long now) =>
        Ed25519.Verify(spec.CeoPublicKey, order.MessageToSign(spec.NetworkMagic), order.Signature)
            ? OrderAge.Check(order.Timestamp, now)
            : BadSignature(FormOf(order));

    private static string FormOf(DatedOrder order) => order switch
    {
        ShutdownOrder => "shutdown:{network_magic}:{timestamp}:{nonce}:{reason}",
        ReleaseOrder =>
            "init_model:{network_magic}:{timestamp}:{model_id}:{version}:{total_size}:{shard_count}:{hash_count}:{is_core}:{minimum_tier}:{is_experimental}:{name}:{hashes}",
        UpgradeDecisionOrder { Reason: null } => "approve_upgrade:{network_magic}:{timestamp}:{proposal_id}",
        UpgradeDecisionOrder => "reject_upgrade:{network_magic}:{timestamp}:{proposal_id}:{reason}",
        VoteOrder => "gov_vote:{network_magic}:{timestamp}:{proposal_id}:{vote}",
        _ => throw new ArgumentOutOfRangeException(nameof(order), order, "There is no message of this order."),
    };
}
