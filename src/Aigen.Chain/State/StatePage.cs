using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>A page of the state tree: so many levels of it, from a top down, in one stored value.</summary>
internal static class StatePage
{
    // Measured for 3 to 6, when pages went down to the leaves: 3 to 5 were alike.
    public const int Levels = 4;

    // Every branch of the levels, and a leaf in each place below, which is the longest node there.
    public const int MaxLength = (((1 << Levels) - 1) * StateNode.HashedLength) + ((1 << Levels) * StateNode.LeafLength);

    // With so many entries below it, or fewer, a page is not stored but made of their rows: reading those takes some tenths of a millisecond,
    // and of a million accounts 273 pages are stored instead of 4,369. See docs/adr/0005-state-tree.md.
    public const int MaxUnstored = 512;

    // A path has so many bits, and a page may begin below the last of them.
    public const int MaxPages = (8 * Hash256.Length / Levels) + 1;

    public static StateNode LoadRoot(IStoreReader store) => Find(store, StatePlace.Root) is { } page ? new StateNode(page, 0) : StateNode.Empty;

    /// <summary>The top of the page at a place, which a link above it says the hash of.</summary>
    public static StateNode Load(IStoreReader store, StatePlace place, Hash256 hash)
    {
        var top = Find(store, place) is { } page ? new StateNode(page, 0) : StateNode.Empty;
        return top.Hash == hash
            ? top
            : throw new InvalidDataException($"A page of the state tree at depth {place.Depth} should have hash {hash}, the stored one has {top.Hash}.");
    }

    private static byte[]? Find(IStoreReader store, StatePlace place) =>
        store.Get(Column.StateTree, place.Key(stackalloc byte[StatePlace.MaxKeyLength]));
}
