using System.Buffers.Binary;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>An entry that a block wrote or took out, as the tree sees it.</summary>
internal readonly struct PathChange : IComparable<PathChange>
{
    // Nearly every comparison ends here, in one instruction.
    private readonly ulong _prefix;

    private PathChange(in StateChange change)
    {
        KeyHash = Hash256.Of(change.Key.Bytes);
        _prefix = BinaryPrimitives.ReadUInt64BigEndian(KeyHash.Bytes);
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

    /// <summary>How many of some sorted changes go left, which is where the bit at this depth is 0.</summary>
    public static int CountLeft(ArraySegment<PathChange> changes, int depth)
    {
        var (low, high) = (0, changes.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (StatePath.Bit(changes[middle].KeyHash.Bytes, depth) == 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    public int CompareTo(PathChange other) =>
        _prefix != other._prefix ? _prefix.CompareTo(other._prefix) : KeyHash.Bytes.SequenceCompareTo(other.KeyHash.Bytes);
}
