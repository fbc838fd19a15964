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
    // Half of what may wait, by default. More, and entries of which only a few transactions still wait are written anew.
    public const long MostWaste = 64 << 20;

    private readonly long _mostWaste;
    private readonly IStore _store;
    private readonly List<ulong> _finished = [];
    private ulong _next;
    private long _waste;

    public MempoolJournal(IStore store, long mostWaste = MostWaste) => (_store, _mostWaste) = (store, mostWaste);

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

    /// <summary>The transactions of the entries as one entry of the store, and without what is finished.</summary>
    public void Stage(IWriteBatch batch, IReadOnlyList<MempoolEntry> entries)
    {
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
    }

    /// <summary>What was staged is written.</summary>
    public void Accept(IReadOnlyList<MempoolEntry> entries)
    {
        _finished.Clear();
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

    /// <summary>The entries that should be written anew, since much of what stands beside them waits no more.</summary>
    public IReadOnlyList<MempoolEntry> Wasteful(IEnumerable<MempoolEntry> waiting)
    {
        MempoolEntry[] moved = _waste > _mostWaste ? [.. waiting.Where(entry => entry.Group is { Waste: > 0 }).OrderBy(entry => entry.Arrival)] : [];
        foreach (var group in moved.Select(entry => entry.Group!).Distinct())
        {
            _waste -= group.Waste;
            _finished.Add(group.Sequence);
        }

        return moved;
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

    /// <summary>Transactions that were stored together.</summary>
    internal sealed class Group(ulong sequence)
    {
        public ulong Sequence => sequence;

        public int Waiting { get; set; }

        public long Waste { get; set; }
    }
}
