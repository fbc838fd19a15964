using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>
/// A sparse Merkle tree over the state: the bits of SHA-256(key) are the path, a subtree with one entry is that entry's leaf, and an
/// empty one is 32 zero bytes. The root is a function of the entries alone, whatever order they came in, and an update costs the paths
/// that it touches. Nodes are stored in pages by their place in the tree, so that the tree of the head is all there is. One thread
/// updates; any may prove.
/// </summary>
internal sealed class StateTree(IStore store, long cacheBytes = StateTree.CacheBytes)
{
    // Holds every page of a million entries (some 90 MB), or of more the upper ones and the latest: a chain with fewer takes less.
    public const long CacheBytes = 96 << 20;

    private readonly StatePageCache _cache = new(cacheBytes);

    public Hash256 Root => StatePage.LoadRoot(store).Hash;

    /// <summary>Proves what a state has under a key, or that it has nothing, to whoever knows the root.</summary>
    public static StateProof Prove(IStoreReader reader, StateKey key) => StateProver.Prove(reader, key);

    /// <summary>
    /// Puts changed entries into the tree, or takes those out whose value is null: the pages that change go into the batch. It counts
    /// from when the batch is written.
    /// </summary>
    public StateUpdate Update(IReadOnlyList<StateChange> changes, IWriteBatch batch)
    {
        var root = StatePage.LoadRoot(store);
        if (changes.Count == 0)
        {
            return new StateUpdate(root.Hash, []);
        }

        var update = new StateUpdater(store, _cache).Run(root, PathChange.Sorted(changes));
        Span<byte> place = stackalloc byte[StatePath.MaxPlaceLength];
        foreach (var page in update.Pages)
        {
            var key = StatePath.Place(page.Depth, page.Path.Bytes, place);
            if (page.Bytes is null)
            {
                batch.Delete(Column.StateTree, key);
            }
            else
            {
                batch.Put(Column.StateTree, key, page.Bytes);
            }
        }

        return update;
    }

    /// <summary>Keeps the pages of an update at hand, now that its batch is written.</summary>
    public void Accept(StateUpdate update)
    {
        foreach (var page in update.Pages)
        {
            _cache.Remove(page.Old);
            if (page.Bytes is not null)
            {
                _cache.Add(page.New, page.Bytes);
            }
        }
    }
}
