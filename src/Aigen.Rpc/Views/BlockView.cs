using System.ComponentModel;
using Aigen.Primitives;

namespace Aigen.Rpc.Views;

internal sealed record BlockView(
    string BlockHash, BlockHeaderView Header, IReadOnlyList<TransactionView> Transactions, IReadOnlyList<ReceiptView> Receipts,
    IReadOnlyList<OrderView> Orders)
{
    public static BlockView Of(Block block) => new(
        block.Hash.ToString(), BlockHeaderView.Of(block), [.. block.Transactions.Select(TransactionView.Of)],
        [.. block.Receipts.Select(ReceiptView.Of)], [.. block.Orders.Select(OrderView.Of)]);
}

internal sealed record BlockHeaderView(
    uint Version, string PreviousHash, string MerkleRoot,
    [property: Description("Unix seconds.")] long Timestamp,
    [property: Description("Always null: this chain proves inference by receipts.")] string? PoiProof,
    [property: Description("The signature of the first CEO order in the block.")] string? CeoSignature,
    bool ShutdownFlag,
    ulong BlockHeight,
    [property: Description("The block has a priority transaction.")] bool Priority,
    ulong ChainId, string ReceiptsRoot, string OrdersRoot, string StateRoot, string Producer,
    string ProducerSignature)
{
    public static BlockHeaderView Of(Block block)
    {
        var header = block.Header;
        return new BlockHeaderView(
            header.Version, header.PreviousHash.ToString(), header.TransactionsRoot.ToString(), header.Timestamp, null,
            block.Orders.Count > 0 ? block.Orders[0].Signature.ToString() : null, header.Shutdown, header.Height,
            block.Transactions.Any(transaction => transaction.Priority), header.ChainId, header.ReceiptsRoot.ToString(), header.OrdersRoot.ToString(),
            header.StateRoot.ToString(), header.Producer.ToString(), block.ProducerSignature.ToString());
    }
}

/// <summary>A CEO order: a shutdown has timestamp, nonce and reason, a decision has the proposal.</summary>
internal sealed record OrderView(
    [property: Description("shutdown has timestamp, nonce and reason; sip_approve and sip_veto have the proposal_id.")] string Kind,
    string Signature, long? Timestamp, ulong? Nonce, string? Reason, string? ProposalId)
{
    public static OrderView Of(CeoOrder order) => order switch
    {
        ShutdownOrder shutdown => new("shutdown", shutdown.Signature.ToString(), shutdown.Timestamp, shutdown.Nonce, shutdown.Reason, null),
        SipDecisionOrder decision =>
            new(decision.Approve ? "sip_approve" : "sip_veto", decision.Signature.ToString(), null, null, null, decision.ProposalId),
        _ => throw new ArgumentOutOfRangeException(nameof(order), order, "There is no view of this order."),
    };
}
