using Aigen.Crypto;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>What makes a CEO order good, and what it changes.</summary>
internal static class OrderRules
{
    // "Older than 5 minutes, or from the future"; the slack is for the clock of an offline machine.
    private const int MaxAgeSeconds = 300;
    private const int ClockSlackSeconds = 10;
    private const int MaxReasonLength = 1024;

    public static Refusal? Check(CeoOrder order, ChainSpec spec, IStateReader state, long now) => order switch
    {
        ShutdownOrder shutdown => CheckShutdown(shutdown, spec, now),
        SipDecisionOrder decision => CheckDecision(decision, spec, state),
        _ => throw new ArgumentOutOfRangeException(nameof(order), order, "There is no rule for this order."),
    };

    public static void Apply(CeoOrder order, StateOverlay state, long now)
    {
        switch (order)
        {
            case ShutdownOrder shutdown:
                new Shutdown(now, shutdown.Reason).Save(state);
                break;
            case SipDecisionOrder decision:
                var status = decision.Approve ? ProposalStatus.Approved : ProposalStatus.Vetoed;
                (Proposal.Load(state, decision.ProposalId)! with { Status = status, DecidedAt = now }).Save(state);
                break;
        }
    }

    private static Refusal? CheckShutdown(ShutdownOrder order, ChainSpec spec, long now)
    {
        if (order.Reason.Length > MaxReasonLength)
        {
            return new Refusal(
                RefusalRule.Payload, $"reason of {order.Reason.Length} characters, at most {MaxReasonLength} are allowed", $"{MaxReasonLength}", $"{order.Reason.Length}");
        }

        if (!Ed25519.Verify(spec.CeoPublicKey, order.MessageToSign(spec.NetworkMagic), order.Signature))
        {
            return CeoSignature("shutdown:{network_magic}:{timestamp}:{nonce}:{reason}");
        }

        return order.Timestamp < now - MaxAgeSeconds || order.Timestamp > now + ClockSlackSeconds
            ? new Refusal(
                RefusalRule.OrderExpired, $"timestamp {order.Timestamp}, expected {now - MaxAgeSeconds} to {now + ClockSlackSeconds} (at most 5 minutes old)",
                $"{now - MaxAgeSeconds}..{now + ClockSlackSeconds}", $"{order.Timestamp}")
            : null;
    }

    private static Refusal? CheckDecision(SipDecisionOrder order, ChainSpec spec, IStateReader state)
    {
        if (Proposal.Load(state, order.ProposalId) is not { } proposal)
        {
            return new Refusal(RefusalRule.ProposalNotFound, $"there is no proposal {order.ProposalId}");
        }

        if (!Ed25519.Verify(spec.CeoPublicKey, order.MessageToSign(proposal.DocumentHash), order.Signature))
        {
            return CeoSignature(order.Approve ? "sip_approve:{proposal_id}:{hash}" : "sip_veto:{proposal_id}:{hash}");
        }

        var open = proposal.Status == ProposalStatus.Pending || (proposal.Status == ProposalStatus.Approved && !order.Approve);
        return open
            ? null
            : new Refusal(RefusalRule.ProposalDecided, $"proposal {order.ProposalId} is {proposal.Status} already", "Pending", $"{proposal.Status}");
    }

    private static Refusal CeoSignature(string message) =>
        new(RefusalRule.OrderSignature, $"signature is not the CEO key's Ed25519 signature of {message}");
}
