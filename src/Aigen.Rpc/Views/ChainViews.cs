using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Aigen.Chain;
using Aigen.Primitives;

namespace Aigen.Rpc.Views;

internal sealed record ChainInfoView(
    ulong ChainId, ulong Height, [property: JsonPropertyName("bestHash")] string BestHash,
    [property: Description("The same as bestHash.")] string LatestBlockHash,
    int Peers, bool ShutdownStatus,
    [property: Description("Whole AIGEN.")] ulong TotalSupply, uint NetworkMagic);

internal sealed record BalanceView(
    string Address,
    [property: Description("Whole AIGEN.")] ulong Balance,
    [property: Description("The next one that a block takes.")] ulong Nonce,
    [property: Description("The next one after the sender's waiting transactions.")] ulong PendingNonce);

internal sealed record SubmittedView(string TxHash, string Status);

internal sealed record TransactionFateView(
    string TxHash,
    [property: Description("unknown, queued, pending, included or dropped.")] string Status,
    ulong? BlockHeight, string? BlockHash, uint? Index,
    [property: Description("What it did; null where no block has it.")] TransactionOutcomeView? Receipt,
    [property: Description("The name of the rule by which it was dropped.")] string? Rule,
    [property: Description("Why it was dropped, in words.")] string? Reason,
    [property: Description("Null for one that is unknown or dropped, or whose block was pruned.")] TransactionView? Transaction)
{
    public static TransactionFateView Of(Hash256 hash, TransactionStatus status, ChainSpec spec) => new(
        hash.ToString(), status.State.ToString().ToLowerInvariant(), status.Location?.Height, status.Block?.Hash.ToString(), status.Location?.Index,
        status is { State: TransactionState.Included, Transaction: { } included } ? TransactionOutcomeView.Of(included, spec) : null,
        status.Reason is { } reason ? JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.Rule.ToString()) : null, status.Reason?.Message,
        status.Transaction is { } transaction ? TransactionView.Of(transaction) : null);
}

/// <summary>What an included transaction did, in AIGEN.</summary>
internal sealed record TransactionOutcomeView(
    [property: Description("What it moved, in whole AIGEN.")] ulong Amount,
    [property: Description("What it paid.")] ulong Fee,
    [property: Description("How much of that was destroyed.")] ulong Burned,
    [property: Description("buy_credit, subscribe, propose or null.")] string? Call)
{
    public static TransactionOutcomeView Of(Transaction transaction, ChainSpec spec)
    {
        var outcome = TransactionOutcome.Of(transaction, spec);
        return new TransactionOutcomeView(outcome.Amount.Aigen, outcome.Fee.Aigen, outcome.Burned.Aigen, outcome.Call);
    }
}

internal sealed record ReceiptFateView(
    string ReceiptId,
    [property: Description("unknown, pending or included.")] string Status,
    ulong? BlockHeight, string? BlockHash, uint? Index, ReceiptView? Receipt);
