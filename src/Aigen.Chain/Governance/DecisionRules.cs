using Aigen.Crypto;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>The CEO's decision on a proposal. An approved one can still be vetoed.</summary>
internal static class DecisionRules
{
    public static Refusal? Check(SipDecisionOrder order, ChainSpec spec, IStateReader state)
    {
        if (Proposal.Load(state, order.ProposalId) is not { } proposal)
        {
            return new Refusal(RefusalRule.ProposalNotFound, $"there is no proposal {order.ProposalId}");
        }

        if (!Ed25519.Verify(spec.CeoPublicKey, order.MessageToSign(proposal.DocumentHash), order.Signature))
        {
            return OrderRules.BadSignature(order.Approve ? "sip_approve:{proposal_id}:{hash}" : "sip_veto:{proposal_id}:{hash}");
        }

        var open = proposal.Status == ProposalStatus.Pending || (proposal.Status == ProposalStatus.Approved && !order.Approve);
        return open
            ? null
            : new Refusal(RefusalRule.ProposalDecided, $"proposal {order.ProposalId} is {proposal.Status} already", "Pending", $"{proposal.Status}");
    }

    public static void Apply(SipDecisionOrder order, StateOverlay state, long now)
    {
        var status = order.Approve ? ProposalStatus.Approved : ProposalStatus.Vetoed;
        (Proposal.Load(state, order.ProposalId)! with { Status = status, DecidedAt = now }).Save(state);
    }
}
