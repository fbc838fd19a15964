using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>
/// A sparse Merkle tree over the state: the bits of SHA-256(key) are the path, a subtree with one entry is that entry's leaf, and an
/// empty one is 32 zero bytes. The root is a function of the entries alone, whatever order they came in, and an update costs the paths
/// that it touches. The entries are stored in the order of their paths, and of the tree what is above some of them: in pages by their
/// place, so that the tree of the head is all there is. One thread updates; any may prove.
/// </summary>
internal sealed class StateTree(IStore store, long cacheBytes = StateTree.CacheBytes) : IStateReader
{
    // Holds all that is below the pages of a million entries (some 105 MB), or of more what changed last: a chain with fewer takes less.
    public const long CacheBytes = 112 << 20;

    // Holds the values of a million accounts.
    private const long ValueCacheBytes = 56 << 20;

    private readonly StateMemory _memory = new(cacheBytes);
    private readonly StateCache _values = new(Math.Min(cacheBytes, ValueCacheBytes));

    public Hash256 Root => StatePage.LoadRoot(store).Hash;

    /// <summary>Proves what a state has under a key, or that it has nothing, to whoever knows the root.</summary>
    public static StateProof Prove(IStoreReader reader, StateKey key) => StateProver.Prove(reader, key);

    /// <summary>The value of an entry as of the head. Any number of threads may read while nobody updates.</summary>
    public byte[]? Get(StateKey key)
    {
        var path = Hash256.Of(key.Bytes);
        return _values.TryFind(path, out var value) ? [.. value] : StateRow.Find(store, path);
    }

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

        var update = new StateUpdater(store, _memory, sorted).Run(root);
        Span<byte> key = stackalloc byte[StatePlace.MaxKeyLength];
        foreach (var page in update.Pages)
        {
            Put(batch, Column.StateTree, page.Place.Key(key), page.Bytes);
        }

        return update;
    }

    /// <summary>Keeps the values that an update read and wrote at hand, now that its batch is written.</summary>
    public void Accept(StateUpdate update)
    {
        foreach (var (path, value) in update.Values)
        {
            _values.Put(path, value);
        }

        foreach (var change in update.Changes)
        {
            if (change.Row is null)
            {
                _values.Remove(change.KeyHash);
            }
            else
            {
                _values.Put(change.KeyHash, StateRow.ValueOf(change.Row));
            }
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
