using Aigen.Crypto;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>What makes a block good before it is carried out.</summary>
internal static class BlockRules
{
    // 9999-12-31T23:59:59Z, where the calendar of the runtime ends.
    public const long LastTime = 253_402_300_799;

    /// <summary>All that can be said of the block alone: its producer, its roots and every signature in it. It may run ahead, in parallel.</summary>
    /// <exception cref="LedgerException">With the height and the rule that the block breaks.</exception>
    public static CheckedBlock Check(Block block, ChainSpec spec)
    {
        var header = block.Header;
        var producer = CheckHeader(block.SignedHeader, spec);
        CheckRoot(header, "transactions", header.TransactionsRoot, block.Transactions.Select(transaction => transaction.Hash));
        CheckRoot(header, "receipts", header.ReceiptsRoot, block.Receipts.Select(receipt => receipt.Hash));
        CheckRoot(header, "orders", header.OrdersRoot, block.Orders.Select(order => order.Hash));
        CheckTransactions(block, spec);
        for (var i = 0; i < block.Receipts.Count; i++)
        {
            Accept(header, "receipt", i, ReceiptRules.CheckSignature(block.Receipts[i], spec));
        }

        return new CheckedBlock(block, producer);
    }

    /// <summary>What can be said of a header alone: its network, its producer and the producer's signature.</summary>
    /// <exception cref="LedgerException">With the height and the rule that the header breaks.</exception>
    public static Producer CheckHeader(SignedHeader signed, ChainSpec spec)
    {
        var header = signed.Header;
        Require(header.Version == BlockHeader.CurrentVersion, header, $"version {header.Version}, expected {BlockHeader.CurrentVersion}");
        Require(header.ChainId == spec.ChainId, header, $"chain_id {header.ChainId}, expected {spec.ChainId}");
        Require(header.Timestamp <= LastTime, header, $"timestamp {header.Timestamp}, expected at most {LastTime}");
        var producer = spec.FindProducer(header.Producer);
        Require(producer is not null, header, $"{header.Producer} is no producer of this network");
        Require(Ed25519.Verify(header.Producer, signed.Hash.Bytes, signed.ProducerSignature), header, "the producer's signature is wrong");
        return producer!;
    }

    /// <summary>The block's place in the chain.</summary>
    /// <exception cref="LedgerException">With the height and the rule that the block breaks.</exception>
    public static void CheckPlace(BlockHeader header, SignedHeader parent)
    {
        Require(header.Height == parent.Height + 1, header, $"height {header.Height}, expected {parent.Height + 1}");
        Require(header.PreviousHash == parent.Hash, header, $"parent {header.PreviousHash}, expected {parent.Hash}");
        Require(header.Timestamp >= parent.Header.Timestamp, header, $"timestamp {header.Timestamp}, its parent has {parent.Header.Timestamp}");
    }

    private static void CheckTransactions(Block block, ChainSpec spec)
    {
        var refusals = new Refusal?[TransactionSignatures.BatchSize];
        var at = 0;
        foreach (var transactions in block.Transactions.Chunk(TransactionSignatures.BatchSize))
        {
            TransactionSignatures.Check(transactions, spec, refusals);
            for (var i = 0; i < transactions.Length; i++, at++)
            {
                var refusal = TransactionRules.CheckContent(transactions[i], spec, block.Header.Timestamp) ?? refusals[i];
                Accept(block.Header, "transaction", at, refusal);
            }
        }
    }

    private static void CheckRoot(BlockHeader header, string what, Hash256 root, IEnumerable<Hash256> leaves)
    {
        var expected = MerkleTree.Root(leaves);
        Require(root == expected, header, $"{what} root {root}, its body has {expected}");
    }

    private static void Accept(BlockHeader header, string what, int index, Refusal? refusal) =>
        Require(refusal is null, header, refusal is null ? string.Empty : $"{what} {index}: {refusal.Message}");

    private static void Require(bool holds, BlockHeader header, string otherwise)
    {
        if (!holds)
        {
            throw new LedgerException($"block {header.Height}: {otherwise}");
        }
    }
}
