using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>Blocks and what finds them, as of now or as of a snapshot.</summary>
public sealed class BlockStore(IStoreReader store)
{
    /// <summary>The height up to which bodies were pruned; 0 when none were, since block 0 has none.</summary>
    public ulong PrunedTo => store.Get(Column.Meta, LedgerKeys.Pruned) is { } height ? LedgerKeys.Number(height) : 0;

    public SignedHeader? FindHeader(ulong height) =>
        store.Get(Column.Headers, LedgerKeys.Of(height)) is { } bytes ? SignedHeader.Decode(bytes) : null;

    public ulong? FindHeight(Hash256 hash) => store.Get(Column.BlockHeights, hash.Bytes) is { } height ? LedgerKeys.Number(height) : null;

    /// <summary>A whole block; null where there is none, or only its header is left.</summary>
    public Block? Find(ulong height) =>
        FindHeader(height) is { } header && (height == 0 || height > PrunedTo) ? BlockPages.Read(store, header) : null;

    public Block? Find(Hash256 hash) => FindHeight(hash) is { } height ? Find(height) : null;

    public BlockLocation? Locate(Hash256 transaction) =>
        store.Get(Column.Transactions, transaction.Bytes) is { } location ? BlockLocation.Decode(location) : null;

    public BlockLocation? Locate(ReceiptId receipt) =>
        store.Get(Column.Receipts, receipt.Bytes) is { } location ? BlockLocation.Decode(location) : null;

    /// <summary>The transaction at a place; null where its block was pruned.</summary>
    public Transaction? FindTransaction(BlockLocation at) => BlockPages.ReadTransaction(store, at);

    /// <summary>The transactions at some places, for which each page is read once where they are in the order of the chain, or against it.</summary>
    public IEnumerable<Transaction> FindTransactions(IEnumerable<BlockLocation> places) => BlockPages.ReadTransactions(store, places);

    /// <summary>The receipt at a place; null where its block was pruned.</summary>
    public Receipt? FindReceipt(BlockLocation at) => BlockPages.ReadReceipt(store, at);

    /// <summary>The leaves under a block's transactions root; none where it was pruned.</summary>
    internal IReadOnlyList<Hash256> TransactionHashes(ulong height) => BlockPages.ReadTransactionHashes(store, height);

    /// <summary>The leaves under a block's receipts root; none where it was pruned.</summary>
    internal IReadOnlyList<Hash256> ReceiptHashes(ulong height) => BlockPages.ReadReceiptHashes(store, height);

    /// <summary>Where the transactions from or to an address are, newest first.</summary>
    /// <param name="before">Only those before this place.</param>
    public IEnumerable<BlockLocation> History(Address address, BlockLocation? before = null) => AddressHistory.Read(store, address, before);

    /// <summary>The block with every index entry that finds it, or a part of it.</summary>
    internal static void Put(Block block, IWriteBatch batch)
    {
        var height = LedgerKeys.Of(block.Header.Height);
        batch.Put(Column.Headers, height, block.SignedHeader.Encode());
        batch.Put(Column.BlockHeights, block.Hash.Bytes, height);
        BlockPages.Put(block, batch);
        Span<byte> location = stackalloc byte[BlockLocation.Length];
        foreach (var (i, transaction) in KeyOrder.Of(block.Transactions.Index(), static entry => KeyOrder.BeginningOf(entry.Item.Hash.Bytes)))
        {
            new BlockLocation(block.Header.Height, (uint)i).Write(location);
            batch.Put(Column.Transactions, transaction.Hash.Bytes, location);
        }

        foreach (var (i, receipt) in KeyOrder.Of(block.Receipts.Index(), static entry => KeyOrder.BeginningOf(entry.Item.Id.Bytes)))
        {
            new BlockLocation(block.Header.Height, (uint)i).Write(location);
            batch.Put(Column.Receipts, receipt.Id.Bytes, location);
        }

        AddressHistory.Put(block, batch);
    }

    /// <summary>Takes a block out, its index entries and what it wrote over included.</summary>
    internal static void Delete(Block block, IWriteBatch batch)
    {
        batch.Delete(Column.Headers, LedgerKeys.Of(block.Header.Height));
        batch.Delete(Column.BlockHeights, block.Hash.Bytes);
        foreach (var receipt in block.Receipts)
        {
            batch.Delete(Column.Receipts, receipt.Id.Bytes);
        }

        Prune(block, batch);
    }

    /// <summary>Takes out everything but the header and the ids of receipts, which must never be settled twice.</summary>
    internal static void Prune(Block block, IWriteBatch batch)
    {
        BlockPages.Delete(block, batch);
        foreach (var transaction in block.Transactions)
        {
            batch.Delete(Column.Transactions, transaction.Hash.Bytes);
        }

        AddressHistory.Delete(block, batch);
        batch.Delete(Column.Undo, LedgerKeys.Of(block.Header.Height));
    }
}
