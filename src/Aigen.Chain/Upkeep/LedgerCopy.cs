using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>Copies everything that a store holds: the ledger, what waits, and the node's own secret.</summary>
public static class LedgerCopy
{
    // Large enough that a batch costs nothing beside what is in it.
    private const int BatchBytes = 1 << 20;

    /// <param name="copied">Called with the bytes of each batch.</param>
    public static void Run(IStoreReader from, IStore to, Action<int> copied, CancellationToken cancelled)
    {
        foreach (var column in Enum.GetValues<Column>())
        {
            Copy(column, from, to, copied, cancelled);
        }
    }

    /// <summary>Whether a copy is good: its head, and its state and state tree entry by entry.</summary>
    /// <param name="scratch">An empty store.</param>
    /// <exception cref="LedgerException">With what differs.</exception>
    public static Ledger Check(IStore copy, ChainSpec spec, IStore scratch, CancellationToken cancelled)
    {
        var ledger = Ledger.OpenExisting(copy, spec);
        StateRebuild.Compare(copy, scratch, ledger.Head.Header.StateRoot, cancelled);
        return ledger;
    }

    private static void Copy(Column column, IStoreReader from, IStore to, Action<int> copied, CancellationToken cancelled)
    {
        var batch = to.CreateBatch();
        try
        {
            var bytes = 0;
            foreach (var (key, value) in from.Scan(column))
            {
                batch.Put(column, key, value);
                bytes += key.Length + value.Length;
                if (bytes >= BatchBytes)
                {
                    cancelled.ThrowIfCancellationRequested();
                    to.Write(batch, Durability.Process);
                    batch.Dispose();
                    batch = to.CreateBatch();
                    copied(bytes);
                    bytes = 0;
                }
            }

            to.Write(batch, Durability.Disk);
            copied(bytes);
        }
        finally
        {
            batch.Dispose();
        }
    }
}
