using System.Globalization;
using System.Text.Json.Serialization;
using Aigen.Chain;
using Aigen.Primitives;

namespace Aigen.Rpc.Views;

/// <summary>One event of the chain: <c>type</c> says what <c>data</c> is.</summary>
/// <param name="BlockTimestamp">Of the block.</param>
/// <param name="Index">Among all events of the block.</param>
internal sealed record EventView(string Type, ulong BlockHeight, string BlockHash, long BlockTimestamp, uint Index, EventData Data)
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
internal sealed record BlockSummaryView(BlockHeaderView Header, int Transactions, int Receipts, int Orders) : EventData
{
    public static BlockSummaryView Of(Block block) =>
        new(BlockHeaderView.Of(block), block.Transactions.Count, block.Receipts.Count, block.Orders.Count);
}

/// <param name="Index">Among the block's transactions.</param>
internal sealed record TransactionEventView(TransactionView Transaction, uint Index, TransactionOutcomeView Receipt) : EventData
{
    public static TransactionEventView Of(TransactionIncluded included, ChainSpec spec) => new(
        TransactionView.Of(included.Transaction), included.At, TransactionOutcomeView.Of(included.Transaction, spec));
}

/// <param name="Index">Among the block's receipts.</param>
internal sealed record ReceiptEventView(ReceiptView Receipt, uint Index) : EventData;

/// <param name="Cause">receipt, buy_credit or subscribe.</param>
/// <param name="CreditMicroAigen">A decimal string, since it may be larger than any number of JavaScript.</param>
internal sealed record QuotaChangeView(
    string Address, string Cause, ulong Requests, ulong Tokens, string CreditMicroAigen, string? Tier, int? Months, string? ReceiptId,
    string? TxHash) : EventData
{
    public static QuotaChangeView Of(QuotaChange change) => new(
        change.Address.ToString(), change.Receipt is not null ? "receipt" : change.Tier is null ? "buy_credit" : "subscribe", change.Requests,
        change.Tokens, change.Credit.ToString(CultureInfo.InvariantCulture), change.Tier?.Name(), change.Tier is null ? null : change.Months,
        change.Receipt?.ToString(), change.Transaction?.ToString());
}

/// <param name="Kind">sip_propose, or the kind of an order.</param>
/// <param name="Signature">The CEO's, of an order.</param>
/// <param name="TxHash">Of the transaction that proposed.</param>
internal sealed record GovernanceEventView(
    string Kind, string? ProposalId, string? ProposalHash, string? Proposer, string? TxHash, string? Reason, long? Timestamp, ulong? Nonce,
    string? Signature,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ReleaseView? Release = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Vote = null) : EventData
{
    public static GovernanceEventView Of(OrderView order) =>
        new(order.Kind, order.ProposalId, null, null, null, order.Reason, order.Timestamp, order.Nonce, order.Signature, order.Release, order.Vote);

    public static GovernanceEventView Of(ProposalMade made) => new(
        "sip_propose", made.Id, made.DocumentHash.ToString(), made.Transaction.Sender.Address.ToString(), made.Transaction.Hash.ToString(), null,
        null, null, null);
}
