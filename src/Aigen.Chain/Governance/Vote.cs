using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Chain;

/// <summary>The CEO's vote on a proposal or an upgrade. It is cast once.</summary>
/// <param name="At">Unix seconds of the block that brought it.</param>
public sealed record Vote(string ProposalId, GovernanceVote Choice, long At)
{
    public static Vote? Load(IStateReader state, string id)
    {
        var isId = Proposal.IsValidId(id) || ModelRelease.IsValidId(id);
        if (!isId || state.Get(StateKey.Vote(id)) is not { } bytes)
        {
            return null;
        }

        var reader = new WireReader(bytes);
        return new Vote(id, reader.Choice<GovernanceVote>(), reader.Int64());
    }

    internal static Refusal? Check(VoteOrder order, IStateReader state)
    {
        if (Proposal.Load(state, order.ProposalId) is null && ModelRelease.Load(state, order.ProposalId) is null)
        {
            return new Refusal(RefusalRule.ProposalNotFound, $"there is no proposal or upgrade {order.ProposalId}");
        }

        return Load(state, order.ProposalId) is { } cast
            ? new Refusal(RefusalRule.AlreadyVoted, $"the CEO voted {cast.Choice.Name()} on {order.ProposalId} already", null, order.Vote.Name())
            : null;
    }

    internal void Save(StateOverlay state) =>
        state.Put(StateKey.Vote(ProposalId), new WireWriter().Byte((byte)Choice).Int64(At).ToArray());
}
