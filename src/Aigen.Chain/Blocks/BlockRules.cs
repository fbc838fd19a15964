using Aigen.Crypto;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>What makes a block good before it is carried out: its place, its producer, its roots and every signature in it.</summary>
internal static class BlockRules
{
    /// <exception cref="LedgerException">With the height and the rule that the block breaks.</exception>
    public static Producer Check(Block block, Head parent, ChainSpec spec)
    {
        var header = block.Header;
        Require(header.Version == BlockHeader.CurrentVersion, header, $"version {header.Version}, expected {BlockHeader.CurrentVersion}");
        Require(header.ChainId == spec.ChainId, header, $"chain_id {header.ChainId}, expected {spec.ChainId}");
        Require(header.Height == parent.Height + 1, header, $"height {header.Height}, expected {parent.Height + 1}");
        Require(header.PreviousHash == parent.Hash, header, $"parent {header.PreviousHash}, expected {parent.Hash}");
        Require(header.Timestamp >= parent.Header.Timestamp, header, $"timestamp {header.Timestamp}, its parent has {parent.Header.Timestamp}");
        var producer = spec.FindProducer(header.Producer);
        Require(producer is not null, header, $"{header.Producer} is no producer of this network");
        Require(Ed25519.Verify(header.Producer, block.Hash.Bytes, block.ProducerSignature), header, "the producer's signature is wrong");
        CheckRoot(header, "transactions", header.TransactionsRoot, block.Transactions.Select(transaction => transaction.Hash));
        CheckRoot(header, "receipts", header.ReceiptsRoot, block.Receipts.Select(receipt => receipt.Hash));
        CheckRoot(header, "orders", header.OrdersRoot, block.Orders.Select(order => order.Hash));
        foreach (var transaction in block.Transactions)
        {
            Accept(header, TransactionRules.Check(transaction, spec, header.Timestamp));
        }

        foreach (var receipt in block.Receipts)
        {
            Accept(header, ReceiptRules.CheckSignature(receipt, spec));
        }

        return producer!;
    }

    private static void CheckRoot(BlockHeader header, string what, Hash256 root, IEnumerable<Hash256> leaves)
    {
        var expected = MerkleTree.Root(leaves);
        Require(root == expected, header, $"{what} root {root}, its body has {expected}");
    }

    private static void Accept(BlockHeader header, Refusal? refusal) => Require(refusal is null, header, refusal?.Message ?? string.Empty);

    private static void Require(bool holds, BlockHeader header, string otherwise)
    {
        if (!holds)
        {
            throw new LedgerException($"block {header.Height}: {otherwise}");
        }
    }
}
