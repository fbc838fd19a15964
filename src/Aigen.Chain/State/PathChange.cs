using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>An entry that a block wrote or took out, as the tree sees it.</summary>
internal readonly struct PathChange : IComparable<PathChange>
{
    private PathChange(in StateChange change)
    {
        KeyHash = Hash256.Of(change.Key.Bytes);
        if (change.Now is { } value)
        {
            (LeafHash, Row) = (StateHash.Leaf(KeyHash, Hash256.Of(value)), StateRow.Encode(change.Key, value));
        }
    }

    public Hash256 KeyHash { get; }

    public Hash256 LeafHash { get; }

    /// <summary>What is stored under the path from now on; null for nothing.</summary>
    public byte[]? Row { get; }

    public bool IsDeletion => Row is null;

    /// <summary>The changes in the order of their paths.</summary>
    public static PathChange[] Sorted(IReadOnlyList<StateChange> changes)
    {
        var sorted = new PathChange[changes.Count];
        for (var i = 0; i < sorted.Length; i++)
        {
            sorted[i] = new PathChange(changes[i]);
        }

        Array.Sort(sorted);
        return sorted;
    }

    public int CompareTo(PathChange other) => StatePath.Compare(KeyHash, other.KeyHash);
}
