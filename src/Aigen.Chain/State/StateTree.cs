using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>
/// A sparse Merkle tree over the state: the bits of SHA-256(key) are the path, a subtree with one entry is that entry's leaf, and an
/// empty one is 32 zero bytes. The root is a function of the entries alone, whatever order they came in, and an update costs the paths
/// that it touches. The entries are stored in the order of their paths, and of the tree what is above some of them: in pages by their
/// place, so that the tree of the head is all there is. One thread updates; any may prove.
/// </summary>
internal sealed class StateTree(IStore store, long cacheBytes = StateTree.CacheBytes)
{
    // Holds every bucket and page of a million entries (some 80 MB), or of more the upper ones and the latest: a chain with fewer takes less.
    public const long CacheBytes = 96 << 20;

    private readonly StatePageCache _cache = new(cacheBytes);

    public Hash256 Root => StatePage.LoadRoot(store).Hash;

    /// <summary>Proves what a state has under a key, or that it has nothing, to whoever knows the root.</summary>
    public static StateProof Prove(IStoreReader reader, StateKey key) => StateProver.Prove(reader, key);

    /// <summary>
    /// Stores changed entries, or takes those out whose value is null: their rows, and the pages that change, go into the batch. It counts
    /// from when the batch is written.
    /// </summary>
    public StateUpdate Update(IReadOnlyList<StateChange> changes, IWriteBatch batch)
    {
        var root = StatePage.LoadRoot(store);
        if (changes.Count == 0)
        {
            return new StateUpdate { Root = root.Hash };
        }

        var sorted = PathChange.Sorted(changes);
        foreach (ref readonly var change in sorted.AsSpan())
        {
            Put(batch, Column.State, change.KeyHash.Bytes, change.Row);
        }

        var update = new StateUpdater(store, _cache).Run(root, sorted);
        Span<byte> place = stackalloc byte[StatePath.MaxPlaceLength];
        foreach (var page in update.Pages)
        {
            Put(batch, Column.StateTree, StatePath.Place(page.Depth, page.Path.Bytes, place), page.Bytes);
        }

        return update;
    }

    /// <summary>Keeps what an update made at hand, now that its batch is written.</summary>
    public void Accept(StateUpdate update)
    {
        foreach (var bucket in update.Buckets)
        {
            _cache.Replace(bucket.Old, bucket.New, bucket.Bytes);
        }

        foreach (var page in update.Pages)
        {
            _cache.Replace(page.Old, page.New, page.Bytes);
        }
    }

    private static void Put(IWriteBatch batch, Column column, ReadOnlySpan<byte> key, byte[]? value)
    {
        if (value is null)
        {
            batch.Delete(column, key);
        }
        else
        {
            batch.Put(column, key, value);
        }
    }
}
