using Aigen.Primitives;
using Aigen.Primitives.Encoding;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>Why transactions that had been accepted were dropped, so that whoever sent one can ask. Restarts do not forget it.</summary>
public sealed class DropLog
{
    // A transaction is good for a day at most; at a mempool of 100,000 the log is as long as one that was dropped whole.
    private const int Newest = 100_000;

    private readonly IStore _store;
    private readonly Queue<Hash256> _order = [];
    private readonly HashSet<Hash256> _hashes = [];

    internal DropLog(IStore store)
    {
        _store = store;
        foreach (var (key, _) in store.Scan(Column.Dropped).OrderBy(entry => new WireReader(entry.Value).Int64()))
        {
            Remember(Hash256.From(key));
        }
    }

    /// <summary>Why a transaction was dropped; null for one that was not, or so long ago that it was forgotten.</summary>
    public Refusal? Find(Hash256 hash) => _store.Get(Column.Dropped, hash.Bytes) is { } bytes ? Decode(bytes) : null;

    /// <summary>Used under the mempool's lock, as all below.</summary>
    internal bool Has(Hash256 hash) => _hashes.Contains(hash);

    internal void Stage(IWriteBatch batch, IEnumerable<(Transaction Transaction, Refusal Refusal)> dropped, IEnumerable<MempoolEntry> accepted, long now)
    {
        foreach (var entry in accepted.Where(entry => Has(entry.Transaction.Hash)))
        {
            batch.Delete(Column.Dropped, entry.Transaction.Hash.Bytes);
        }

        foreach (var (transaction, refusal) in dropped)
        {
            batch.Put(Column.Dropped, transaction.Hash.Bytes, Encode(refusal, now));
        }

        foreach (var old in _order.Take(_order.Count - Newest))
        {
            batch.Delete(Column.Dropped, old.Bytes);
        }
    }

    /// <summary>What was staged is written.</summary>
    internal void Accept(IEnumerable<(Transaction Transaction, Refusal Refusal)> dropped, IEnumerable<MempoolEntry> accepted)
    {
        while (_order.Count > Newest)
        {
            _hashes.Remove(_order.Dequeue());
        }

        foreach (var entry in accepted)
        {
            _hashes.Remove(entry.Transaction.Hash);
        }

        foreach (var (transaction, _) in dropped)
        {
            Remember(transaction.Hash);
        }
    }

    private void Remember(Hash256 hash)
    {
        if (_hashes.Add(hash))
        {
            _order.Enqueue(hash);
        }
    }

    private static byte[] Encode(Refusal refusal, long now) => new WireWriter().Int64(now).Text(refusal.Rule.ToString())
        .Text(refusal.Message).Text(refusal.Expected ?? string.Empty).Text(refusal.Given ?? string.Empty).ToArray();

    private static Refusal Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        reader.Int64();
        var rule = Enum.Parse<RefusalRule>(reader.Text());
        return new Refusal(rule, reader.Text(), OrNull(reader.Text()), OrNull(reader.Text()));
    }

    private static string? OrNull(string text) => text.Length > 0 ? text : null;
}
