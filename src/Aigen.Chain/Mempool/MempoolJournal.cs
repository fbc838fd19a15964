using Aigen.Primitives;
using Aigen.Primitives.Encoding;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>
/// The waiting transactions in the store, so that a restart finds them: those that were accepted together are one entry, which goes
/// when none of them waits any more. Used under the mempool's lock.
/// </summary>
internal sealed class MempoolJournal
{
    // Entries of which a few transactions still wait are written anew when what no longer waits takes this much.
    private const long MostWaste = 64 << 20;

    private readonly IStore _store;
    private readonly List<ulong> _finished = [];
    private ulong _next;
    private long _waste;

    public MempoolJournal(IStore store) => _store = store;

    /// <summary>Too much of the journal is held by too few transactions.</summary>
    public bool IsWasteful => _waste > MostWaste;

    /// <summary>What waited when the node ended, in the order of arrival; it is to be appended anew where it still may wait.</summary>
    public IReadOnlyList<Transaction> Load()
    {
        var waiting = new List<Transaction>();
        foreach (var (key, value) in _store.Scan(Column.Mempool))
        {
            var reader = new WireReader(value);
            waiting.AddRange(reader.List(Transaction.ReadFrom));
            reader.ExpectEnd();
            _next = LedgerKeys.Number(key) + 1;
            _finished.Add(LedgerKeys.Number(key));
        }

        return waiting;
    }

    /// <summary>Stores the transactions of the entries together, and drops what is finished.</summary>
    /// <exception cref="StoreException">Nothing was stored.</exception>
    public void Append(IReadOnlyList<MempoolEntry> entries)
    {
        using var batch = _store.CreateBatch();
        if (entries.Count > 0)
        {
            var writer = new WireWriter().UInt32((uint)entries.Count);
            foreach (var entry in entries)
            {
                entry.Transaction.WriteTo(writer);
            }

            batch.Put(Column.Mempool, LedgerKeys.Of(_next), writer.Written);
        }

        foreach (var sequence in _finished)
        {
            batch.Delete(Column.Mempool, LedgerKeys.Of(sequence));
        }

        _store.Write(batch, Durability.Process);
        _finished.Clear();
        Join(entries);
    }

    /// <summary>The entry waits no more.</summary>
    public void Release(MempoolEntry entry)
    {
        if (entry.Group is not { } group)
        {
            return;
        }

        entry.Group = null;
        group.Waiting--;
        _waste += entry.Size;
        group.Waste += entry.Size;
        if (group.Waiting == 0)
        {
            _waste -= group.Waste;
            _finished.Add(group.Sequence);
        }
    }

    private void Join(IReadOnlyList<MempoolEntry> entries)
    {
        if (entries.Count == 0)
        {
            return;
        }

        var group = new Group(_next++) { Waiting = entries.Count };
        foreach (var entry in entries)
        {
            entry.Group = group;
        }
    }

    /// <summary>Transactions that were stored together.</summary>
    internal sealed class Group(ulong sequence)
    {
        public ulong Sequence => sequence;

        public int Waiting { get; set; }

        public long Waste { get; set; }
    }
}
