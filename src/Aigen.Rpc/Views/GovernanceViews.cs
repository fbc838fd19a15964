using System.ComponentModel;
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

internal sealed record ProposalView(
    string ProposalId,
    [property: Description("Pending, Approved, Vetoed or Deployed.")] string Status,
    string ProposalHash, string Proposer, long SubmittedAt,
    [property: Description("Unix seconds; null while it is pending.")] long? DecidedAt);
