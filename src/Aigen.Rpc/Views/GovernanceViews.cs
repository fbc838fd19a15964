using System.ComponentModel;
using System.Text.Json.Serialization;
using Aigen.Chain;
using Aigen.Primitives;

namespace Aigen.Rpc.Views;

internal sealed record ShutdownView(bool Success, string Message);

internal sealed record ShutdownEventView(
    bool Shutdown, string Reason,
    [property: Description("Unix seconds.")] long Timestamp,
    ulong BlockHeight, string BlockHash)
{
    /// <param name="block">The one that carried the order out.</param>
    public static ShutdownEventView Of(string reason, SignedHeader block) =>
        new(true, reason, block.Header.Timestamp, block.Height, block.Hash.ToString());
}

internal sealed record DecisionView(bool Success, string ProposalId);

internal sealed record RegisteredView(
    bool Success, string ModelId, string Version,
    [property: Description("Under which it is decided and voted on: MODEL@VERSION.")] string ProposalId,
    [property: Description("Approved for the first release of a model, which is active at once; Pending for an upgrade.")] string Status,
    string Message)
{
    public static RegisteredView Of(ModelRelease release) => new(
        true, release.ModelId, release.Version, release.Id, release.Status.ToString(),
        release.Status == ReleaseStatus.Approved ? $"{release.Id} is the active release" : $"upgrade {release.Id} waits for approveModelUpgrade or rejectUpgrade");
}

internal sealed record ProposalView(
    string ProposalId,
    [property: Description("Pending, Approved, Vetoed or Deployed; of an upgrade Pending, Approved or Rejected.")] string Status,
    [property: Description("The SHA-256 of its document; null of an upgrade.")] string? ProposalHash,
    [property: Description("Of an upgrade the CEO wallet.")] string Proposer,
    long SubmittedAt,
    [property: Description("Unix seconds; null while it is pending.")] long? DecidedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("Only of an upgrade that was rejected: why.")] string? Reason,
    IReadOnlyList<VoteView> Votes)
{
    public static ProposalView? Find(IStateReader state, string id, PublicKey ceo, Address ceoWallet)
    {
        IReadOnlyList<VoteView> votes = Vote.Load(state, id) is { } vote ? [new VoteView(ceo.ToString(), vote.Choice.Name(), vote.At)] : [];
        if (Proposal.Load(state, id) is { } proposal)
        {
            return new ProposalView(
                id, proposal.Status.ToString(), proposal.DocumentHash.ToString(), proposal.Proposer.ToString(), proposal.SubmittedAt,
                Time(proposal.DecidedAt), null, votes);
        }

        return ModelRelease.Load(state, id) is { } release
            ? new ProposalView(
                id, release.Status.ToString(), null, ceoWallet.ToString(), release.RegisteredAt, Time(release.DecidedAt),
                release.Status == ReleaseStatus.Rejected ? release.Reason : null, votes)
            : null;
    }

    private static long? Time(long seconds) => seconds == 0 ? null : seconds;
}

internal sealed record VoteView(
    [property: Description("A public key.")] string Voter,
    [property: Description("approve, reject or abstain.")] string Vote,
    [property: Description("Unix seconds of the block that has it.")] long Timestamp);
