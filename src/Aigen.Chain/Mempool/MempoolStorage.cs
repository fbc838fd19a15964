using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>
/// The mempool's part of the store: the journal of what waits, and why what waits no more was dropped. Each change of the pool is one
/// write of both. Used under the mempool's lock, as <see cref="DropLog"/> says of itself.
/// </summary>
internal sealed class MempoolStorage
{
    private readonly MempoolJournal _journal;
    private readonly WaitingTransactions _waiting;
    private readonly IStore _store;
    private readonly TimeProvider _time;

    // Whose entry of the journal goes with the next write, so they must be in one of their own.
    private readonly List<MempoolEntry> _homeless = [];

    public MempoolStorage(IStore store, WaitingTransactions waiting, TimeProvider time)
    {
        (_store, _waiting, _time) = (store, waiting, time);
        _journal = new MempoolJournal(store);
        Drops = new DropLog(store);
    }

    public DropLog Drops { get; }

    /// <summary>What waited when the node ended, in the order of arrival.</summary>
    public Transaction[] Load() => [.. _journal.Load().Where(transaction => !Drops.Has(transaction.Hash))];

    /// <summary>Writes what has changed; null when it is written, else why not.</summary>
    public Refusal? Write(MempoolChanges changes)
    {
        MempoolEntry[] added = [.. changes.Added.Where(IsWaiting)];
        try
        {
            Write(added, changes);
            return null;
        }
        catch (StoreException e)
        {
            return Refusal.CannotWrite(e.Message);
        }
    }

    /// <summary>What was out by changes that were not written waits again, and has lost its place in the journal.</summary>
    public void TakeBack(MempoolChanges changes) => _homeless.AddRange(changes.Out);

    /// <summary>Writes why transactions that never came back into the pool were dropped.</summary>
    /// <exception cref="StoreException">It cannot be written.</exception>
    public void WriteDrops(IReadOnlyList<(Transaction Transaction, Refusal Refusal)> dropped)
    {
        using var batch = _store.CreateBatch();
        Drops.Stage(batch, dropped, [], Now);
        _store.Write(batch, Durability.Process);
        Drops.Accept(dropped, []);
    }

    private long Now => _time.GetUtcNow().ToUnixTimeSeconds();

    private void Write(MempoolEntry[] added, MempoolChanges changes)
    {
        using var batch = _store.CreateBatch();
        changes.Out.ForEach(_journal.Release);
        _homeless.AddRange(_journal.Wasteful(_waiting.Entries));
        MempoolEntry[] journaled = [.. added, .. _homeless.Where(IsWaiting)];
        _journal.Stage(batch, journaled);
        Drops.Stage(batch, changes.Dropped, added, Now);
        _store.Write(batch, Durability.Process);
        _journal.Accept(journaled);
        _homeless.Clear();
        Drops.Accept(changes.Dropped, added);
    }

    private bool IsWaiting(MempoolEntry entry) => _waiting.Find(entry.Transaction.Hash) == entry;
}
