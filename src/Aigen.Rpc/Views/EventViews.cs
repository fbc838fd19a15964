using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Serialization;
using Aigen.Chain;
using Aigen.Primitives;

namespace Aigen.Rpc.Views;

/// <summary>One event of the chain: <c>type</c> says what <c>data</c> is.</summary>
internal sealed record EventView(
    [property: Description("block, transaction, receipt, quota or governance.")] string Type,
    ulong BlockHeight, string BlockHash,
    [property: Description("Unix seconds.")] long BlockTimestamp,
    [property: Description("Its place among all events of the block.")] uint Index,
    [property: Description("What happened; what it has depends on the type.")] EventData Data)
{
    public static EventView Of(Block block, ChainEvent happened, ChainSpec spec)
    {
        var (type, data) = happened switch
        {
            BlockEnded => ("block", (EventData)BlockSummaryView.Of(block)),
            TransactionIncluded included => ("transaction", TransactionEventView.Of(included, spec)),
            ReceiptSettled settled => ("receipt", new ReceiptEventView(ReceiptView.Of(settled.Receipt), settled.At)),
            QuotaChanged changed => ("quota", QuotaChangeView.Of(changed.Change)),
            OrderGiven given => ("governance", GovernanceEventView.Of(OrderView.Of(given.Order))),
            ProposalMade made => ("governance", GovernanceEventView.Of(made)),
            _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "There is no view of this event."),
        };
        return new EventView(type, block.Header.Height, block.Hash.ToString(), block.Header.Timestamp, happened.Index, data);
    }
}

[JsonDerivedType(typeof(BlockSummaryView))]
[JsonDerivedType(typeof(TransactionEventView))]
[JsonDerivedType(typeof(ReceiptEventView))]
[JsonDerivedType(typeof(QuotaChangeView))]
[JsonDerivedType(typeof(GovernanceEventView))]
internal abstract record EventData;

/// <summary>The header, and how much was in the block.</summary>
internal sealed record BlockSummaryView(
    BlockHeaderView Header,
    [property: Description("How many the block has.")] int Transactions,
    [property: Description("How many the block has.")] int Receipts,
    [property: Description("How many the block has.")] int Orders) : EventData
{
    public static BlockSummaryView Of(Block block) =>
        new(BlockHeaderView.Of(block), block.Transactions.Count, block.Receipts.Count, block.Orders.Count);
}

internal sealed record TransactionEventView(
    TransactionView Transaction,
    [property: Description("Its place among the block's transactions.")] uint Index,
    [property: Description("What it did.")] TransactionOutcomeView Receipt) : EventData
{
    public static TransactionEventView Of(TransactionIncluded included, ChainSpec spec) => new(
        TransactionView.Of(included.Transaction), included.At, TransactionOutcomeView.Of(included.Transaction, spec));
}

internal sealed record ReceiptEventView(
    ReceiptView Receipt,
    [property: Description("Its place among the block's receipts.")] uint Index) : EventData;

internal sealed record QuotaChangeView(
    [property: Description("The wallet.")] string Address,
    [property: Description("receipt, buy_credit or subscribe.")] string Cause,
    [property: Description("So many more of the quota are used.")] ulong Requests,
    [property: Description("So many more were billed.")] ulong Tokens,
    [property: Description("What the credit gained or lost: a decimal string, since it may be larger than any number of JavaScript.")] string CreditMicroAigen,
    [property: Description("The tier that was bought.")] string? Tier,
    [property: Description("How many months of it.")] int? Months,
    [property: Description("The bill that changed it.")] string? ReceiptId,
    [property: Description("The payment that changed it.")] string? TxHash) : EventData
{
    public static QuotaChangeView Of(QuotaChange change) => new(
        change.Address.ToString(), change.Receipt is not null ? "receipt" : change.Tier is null ? "buy_credit" : "subscribe", change.Requests,
        change.Tokens, change.Credit.ToString(CultureInfo.InvariantCulture), change.Tier?.Name(), change.Tier is null ? null : change.Months,
        change.Receipt?.ToString(), change.Transaction?.ToString());
}

internal sealed record GovernanceEventView(
    [property: Description("shutdown, sip_approve, sip_veto or sip_propose.")] string Kind,
    string? ProposalId,
    [property: Description("The hash of the document that is proposed.")] string? ProposalHash,
    [property: Description("The wallet that proposes.")] string? Proposer,
    [property: Description("The transaction that proposed.")] string? TxHash,
    [property: Description("Why the network was shut down.")] string? Reason,
    [property: Description("Unix seconds, of an order.")] long? Timestamp,
    [property: Description("Of an order.")] ulong? Nonce,
    [property: Description("The CEO's, of an order.")] string? Signature) : EventData
{
    public static GovernanceEventView Of(OrderView order) =>
        new(order.Kind, order.ProposalId, null, null, null, order.Reason, order.Timestamp, order.Nonce, order.Signature);

    public static GovernanceEventView Of(ProposalMade made) => new(
        "sip_propose", made.Id, made.DocumentHash.ToString(), made.Transaction.Sender.Address.ToString(), made.Transaction.Hash.ToString(), null,
        null, null, null);
}
