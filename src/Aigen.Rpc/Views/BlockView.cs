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
