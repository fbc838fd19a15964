using System.Text.Json;
using System.Text.Json.Serialization;
using Aigen.Chain;
using Aigen.Primitives;

namespace Aigen.Rpc.Views;

internal sealed record ChainInfoView(
    ulong ChainId, ulong Height, [property: JsonPropertyName("bestHash")] string BestHash, string LatestBlockHash, int Peers, bool ShutdownStatus,
    ulong TotalSupply, uint NetworkMagic);

internal sealed record BalanceView(string Address, ulong Balance, ulong Nonce, ulong PendingNonce);

internal sealed record SubmittedView(string TxHash, string Status);

/// <param name="Status">unknown, queued, pending, included or dropped.</param>
/// <param name="Reason">Why it was dropped, in words; <paramref name="Rule"/> is the rule's name.</param>
/// <param name="Transaction">Null for one that is unknown or dropped, or whose block was pruned.</param>
internal sealed record TransactionFateView(
    string TxHash, string Status, ulong? BlockHeight, string? BlockHash, uint? Index, TransactionOutcomeView? Receipt, string? Rule, string? Reason,
    TransactionView? Transaction)
{
    public static TransactionFateView Of(Hash256 hash, TransactionStatus status, ChainSpec spec) => new(
        hash.ToString(), status.State.ToString().ToLowerInvariant(), status.Location?.Height, status.Block?.Hash.ToString(), status.Location?.Index,
        status is { State: TransactionState.Included, Transaction: { } included } ? TransactionOutcomeView.Of(included, spec) : null,
        status.Reason is { } reason ? JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.Rule.ToString()) : null, status.Reason?.Message,
        status.Transaction is { } transaction ? TransactionView.Of(transaction) : null);
}

/// <summary>What an included transaction did, in AIGEN.</summary>
internal sealed record TransactionOutcomeView(ulong Amount, ulong Fee, ulong Burned, string? Call)
{
    public static TransactionOutcomeView Of(Transaction transaction, ChainSpec spec)
    {
        var outcome = TransactionOutcome.Of(transaction, spec);
        return new TransactionOutcomeView(outcome.Amount.Aigen, outcome.Fee.Aigen, outcome.Burned.Aigen, outcome.Call);
    }
}

internal sealed record ReceiptFateView(string ReceiptId, string Status, ulong? BlockHeight, string? BlockHash, uint? Index, ReceiptView? Receipt);
