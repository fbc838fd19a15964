using System.Buffers.Binary;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>Puts what a block held back among what waits for one, before what waits already: it was there earlier.</summary>
internal static class WaitingRecords
{
    // Where entries begin once there is no room before the first; a node counts from 0, and never gets there.
    private const ulong Room = 1UL << 40;

    public static void PutBack(Block block, IStoreReader store, IWriteBatch batch)
    {
        if (block.Transactions.Count > 0)
        {
            Prepend(Column.Mempool, [new WireWriter().List(block.Transactions, static (w, transaction) => transaction.WriteTo(w)).ToArray()], store, batch);
        }

        Prepend(Column.PendingReceipts, [.. block.Receipts.Select(receipt => receipt.Encode())], store, batch);
    }

    private static void Prepend(Column column, byte[][] values, IStoreReader store, IWriteBatch batch)
    {
        if (values.Length == 0)
        {
            return;
        }

        var first = store.Scan(column).Select(entry => (ulong?)BinaryPrimitives.ReadUInt64BigEndian(entry.Key)).FirstOrDefault() ?? Room;
        if (first < (ulong)values.Length)
        {
            MoveUp(column, store, batch);
            first += Room;
        }

        for (var i = 0; i < values.Length; i++)
        {
            batch.Put(column, LedgerKeys.Of(first - (ulong)values.Length + (ulong)i), values[i]);
        }
    }

    private static void MoveUp(Column column, IStoreReader store, IWriteBatch batch)
    {
        foreach (var (key, value) in store.Scan(column))
        {
            batch.Delete(column, key);
            batch.Put(column, LedgerKeys.Of(LedgerKeys.Number(key) + Room), value);
        }
    }
}
