using System.Buffers.Binary;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>The body of a block in pages, so that one transaction of a large block is read without the others.</summary>
internal static class BlockPages
{
    // Some 20 KiB of transfers: little to read for one of them, and few entries for a large block.
    private const int ItemsPerPage = 64;

    private const int KeyLength = sizeof(ulong) + 1 + sizeof(uint);

    private enum Kind : byte
    {
        Transactions = 1,
        Receipts = 2,
        Orders = 3,
    }

    public static void Put(Block block, IWriteBatch batch)
    {
        Put(batch, block.Header.Height, Kind.Transactions, block.Transactions, static (w, transaction) => transaction.WriteTo(w));
        Put(batch, block.Header.Height, Kind.Receipts, block.Receipts, static (w, receipt) => receipt.WriteTo(w));
        Put(batch, block.Header.Height, Kind.Orders, block.Orders, static (w, order) => order.WriteTo(w));
    }

    public static void Delete(Block block, IWriteBatch batch)
    {
        Delete(batch, block.Header.Height, Kind.Transactions, block.Transactions.Count);
        Delete(batch, block.Header.Height, Kind.Receipts, block.Receipts.Count);
        Delete(batch, block.Header.Height, Kind.Orders, block.Orders.Count);
    }

    public static Block Read(IStoreReader store, SignedHeader header)
    {
        var transactions = new List<Transaction>();
        var receipts = new List<Receipt>();
        var orders = new List<CeoOrder>();
        foreach (var (key, value) in store.Scan(Column.Bodies, LedgerKeys.Of(header.Height)))
        {
            var reader = new WireReader(value);
            switch ((Kind)key[sizeof(ulong)])
            {
                case Kind.Transactions: transactions.AddRange(reader.List(Transaction.ReadFrom)); break;
                case Kind.Receipts: receipts.AddRange(reader.List(Receipt.ReadFrom)); break;
                case Kind.Orders: orders.AddRange(reader.List(CeoOrder.ReadFrom)); break;
                case var kind: throw new LedgerException($"block {header.Height} has a page of kind {kind}: the database is damaged");
            }

            reader.ExpectEnd();
        }

        return new Block(header, transactions, receipts, orders);
    }

    public static Transaction? ReadTransaction(IStoreReader store, BlockLocation at) => Read(store, at, Kind.Transactions, Transaction.ReadFrom);

    public static IEnumerable<Transaction> ReadTransactions(IStoreReader store, IEnumerable<BlockLocation> places)
    {
        (ulong Height, uint Page) at = default;
        Transaction[]? page = null;
        foreach (var place in places)
        {
            if (page is null || at != (place.Height, place.Index / ItemsPerPage))
            {
                at = (place.Height, place.Index / ItemsPerPage);
                page = ReadPage(store, place, Kind.Transactions, Transaction.ReadFrom)
                    ?? throw new LedgerException($"block {place.Height} has no transaction {place.Index}: the database is damaged");
            }

            yield return page[place.Index % ItemsPerPage];
        }
    }

    public static Receipt? ReadReceipt(IStoreReader store, BlockLocation at) => Read(store, at, Kind.Receipts, Receipt.ReadFrom);

    public static IReadOnlyList<Hash256> ReadTransactionHashes(IStoreReader store, ulong height) =>
        ReadAll(store, height, Kind.Transactions, TransactionHash.ReadFrom);

    public static IReadOnlyList<Hash256> ReadReceiptHashes(IStoreReader store, ulong height) =>
        ReadAll(store, height, Kind.Receipts, static (ref WireReader reader) => Receipt.ReadFrom(ref reader).Hash);

    private static List<T> ReadAll<T>(IStoreReader store, ulong height, Kind kind, WireReader.ReadItem<T> read)
    {
        var items = new List<T>();
        foreach (var (_, page) in store.Scan(Column.Bodies, (byte[])[.. LedgerKeys.Of(height), (byte)kind]))
        {
            items.AddRange(new WireReader(page).List(read));
        }

        return items;
    }

    private static T? Read<T>(IStoreReader store, BlockLocation at, Kind kind, WireReader.ReadItem<T> read)
        where T : class => ReadPage(store, at, kind, read)?[at.Index % ItemsPerPage];

    private static T[]? ReadPage<T>(IStoreReader store, BlockLocation at, Kind kind, WireReader.ReadItem<T> read)
    {
        Span<byte> key = stackalloc byte[KeyLength];
        WriteKey(key, at.Height, kind, at.Index / ItemsPerPage);
        return store.Get(Column.Bodies, key) is { } page ? new WireReader(page).List(read) : null;
    }

    private static void Put<T>(IWriteBatch batch, ulong height, Kind kind, IReadOnlyList<T> items, Action<WireWriter, T> write)
    {
        Span<byte> key = stackalloc byte[KeyLength];
        var writer = new WireWriter();
        for (var first = 0; first < items.Count; first += ItemsPerPage)
        {
            var count = Math.Min(ItemsPerPage, items.Count - first);
            writer.Clear();
            writer.UInt32((uint)count);
            for (var i = first; i < first + count; i++)
            {
                write(writer, items[i]);
            }

            WriteKey(key, height, kind, (uint)(first / ItemsPerPage));
            batch.Put(Column.Bodies, key, writer.Written);
        }
    }

    private static void Delete(IWriteBatch batch, ulong height, Kind kind, int count)
    {
        Span<byte> key = stackalloc byte[KeyLength];
        for (var first = 0; first < count; first += ItemsPerPage)
        {
            WriteKey(key, height, kind, (uint)(first / ItemsPerPage));
            batch.Delete(Column.Bodies, key);
        }
    }

    private static void WriteKey(Span<byte> key, ulong height, Kind kind, uint page)
    {
        BinaryPrimitives.WriteUInt64BigEndian(key, height);
        key[sizeof(ulong)] = (byte)kind;
        BinaryPrimitives.WriteUInt32BigEndian(key[(sizeof(ulong) + 1)..], page);
    }
}
