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
    public static ShutdownEventView Of(Shutdown shutdown, SignedHeader head) => new(true, shutdown.Reason, shutdown.At, head.Height, head.Hash.ToString());
}

internal sealed record DecisionView(bool Success, string ProposalId);

internal sealed record ProposalView(
    string ProposalId,
    [property: Description("Pending, Approved, Vetoed or Deployed.")] string Status,
    string ProposalHash, string Proposer, long SubmittedAt,
    [property: Description("Unix seconds; null while it is pending.")] long? DecidedAt);
