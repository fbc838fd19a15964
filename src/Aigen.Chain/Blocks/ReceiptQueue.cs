using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>Signed receipts that wait for a block, in the order of their settlement, in memory and in the store.</summary>
internal sealed class ReceiptQueue
{
    private readonly Lock _lock = new();
    private readonly IStore _store;
    private readonly SortedDictionary<ulong, PendingReceipt> _waiting = [];
    private ulong _next;

    public ReceiptQueue(IStore store)
    {
        _store = store;
        foreach (var (key, value) in store.Scan(Column.PendingReceipts))
        {
            var pending = new PendingReceipt(LedgerKeys.Number(key), Receipt.Decode(value));
            _waiting.Add(pending.Sequence, pending);
            _next = pending.Sequence + 1;
        }
    }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <param name="beside">Puts what must be stored with the receipt or not at all.</param>
    public void Add(Receipt receipt, Action<IWriteBatch>? beside)
    {
        lock (_lock)
        {
            using var batch = _store.CreateBatch();
            beside?.Invoke(batch);
            batch.Put(Column.PendingReceipts, LedgerKeys.Of(_next), receipt.Encode());
            _store.Write(batch, Durability.Process);
            _waiting.Add(_next, new PendingReceipt(_next, receipt));
            _next++;
        }
    }

    public IReadOnlyList<PendingReceipt> Oldest(int count)
    {
        lock (_lock)
        {
            return [.. _waiting.Values.Take(count)];
        }
    }

    public IReadOnlyList<Receipt> Snapshot()
    {
        lock (_lock)
        {
            return [.. _waiting.Values.Select(pending => pending.Receipt)];
        }
    }

    /// <summary>Those that the block's own batch has removed from the store.</summary>
    public void Remove(IReadOnlyList<PendingReceipt> settled)
    {
        lock (_lock)
        {
            foreach (var pending in settled)
            {
                _waiting.Remove(pending.Sequence);
            }
        }
    }
}
