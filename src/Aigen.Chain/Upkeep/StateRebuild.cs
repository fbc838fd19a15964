using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>Builds the state tree anew from the state's entries, to compare the stored one with it.</summary>
internal static class StateRebuild
{
    // Some megabytes of changes at a time.
    private const int EntriesPerBatch = 10_000;

    /// <param name="scratch">A store without a state; it is built there.</param>
    /// <returns>How many entries the state has.</returns>
    /// <exception cref="LedgerException">The stored tree is not that of the entries, or not that of the head.</exception>
    public static ulong Compare(IStoreReader store, IStore scratch, Hash256 expectedRoot, CancellationToken cancelled)
    {
        var tree = new StateTree(scratch);
        var entries = 0UL;
        foreach (var chunk in store.Scan(Column.State).Chunk(EntriesPerBatch))
        {
            cancelled.ThrowIfCancellationRequested();
            using var batch = scratch.CreateBatch();
            var update = tree.Update([.. chunk.Select(static row => new StateChange(StateRow.KeyOf(row.Value), null, StateRow.ValueOf(row.Value).ToArray()))], batch);
            scratch.Write(batch, Durability.Process);
            tree.Accept(update);
            entries += (ulong)chunk.Length;
        }

        if (tree.Root != expectedRoot)
        {
            throw new LedgerException($"the state's {entries} entries have root {tree.Root}, the head says {expectedRoot}", isDamage: true);
        }

        ColumnComparison.Run(Column.StateTree, scratch, store, cancelled);
        return ColumnComparison.Run(Column.State, scratch, store, cancelled);
    }
}
