using System.Runtime.InteropServices;
using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>
/// The entries of a subtree in the order of their paths: of each the hash of its key and that of its leaf. It is not stored, since the
/// rows of the state have all of it in the same order; the page above knows its hash.
/// </summary>
internal readonly struct StateBucket(ReadOnlyMemory<byte> leaves)
{
    // So many are kept at hand as a bucket, above them pages: some 15 of a million accounts are few to hash anew.
    public const int MaxKept = 32;

    private const int EntryLength = 2 * Hash256.Length;

    public int Count => leaves.Length / EntryLength;

    public ReadOnlySpan<byte> Bytes => leaves.Span;

    public ReadOnlySpan<byte> KeyHash(int entry) => leaves.Span.Slice(entry * EntryLength, Hash256.Length);

    public ReadOnlySpan<byte> LeafHash(int entry) => leaves.Span.Slice((entry * EntryLength) + Hash256.Length, Hash256.Length);

    /// <summary>What a node that is no branch stands for: one entry, or none.</summary>
    public static StateBucket Of(StateNode node) => node.Kind == StateNodeKind.Leaf
        ? new StateBucket((byte[])[.. node.KeyHash, .. node.Hash.Bytes])
        : default;

    /// <summary>The entries below a place, which has the hash that the page above it says.</summary>
    /// <param name="values">Takes their values, where somebody has a use for them.</param>
    /// <exception cref="InvalidDataException">They have another one.</exception>
    public static StateBucket Read(IStoreReader store, int depth, ReadOnlySpan<byte> path, Hash256 hash, List<StateValue>? values = null)
    {
        var found = Read(store, depth, path, values);
        return found.Hash(depth) == hash
            ? found
            : throw new InvalidDataException(
                $"The {found.Count} entries of the state at depth {depth} have hash {found.Hash(depth)}, their page says {hash}.");
    }

    /// <summary>Its bytes in an array of their own.</summary>
    public byte[] ToArray() =>
        MemoryMarshal.TryGetArray(leaves, out var held) && held.Count == held.Array!.Length ? held.Array : leaves.ToArray();

    /// <summary>The same subtree after sorted changes.</summary>
    public StateBucket With(ArraySegment<PathChange> changes)
    {
        var merged = new byte[LengthWith(changes)];
        var (length, entry) = (0, 0);
        foreach (ref readonly var change in changes.AsSpan())
        {
            var place = PlaceOf(change, entry, out var isThere);
            Append(leaves.Span[(entry * EntryLength)..(place * EntryLength)], merged, ref length);
            entry = isThere ? place + 1 : place;
            if (!change.IsDeletion)
            {
                Append(change.KeyHash.Bytes, merged, ref length);
                Append(change.LeafHash.Bytes, merged, ref length);
            }
        }

        Append(leaves.Span[(entry * EntryLength)..], merged, ref length);
        return new StateBucket(merged);
    }

    public (StateBucket Left, StateBucket Right) Split(int depth)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (StatePath.Bit(KeyHash(middle), depth) == 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return (new StateBucket(leaves[..(low * EntryLength)]), new StateBucket(leaves[(low * EntryLength)..]));
    }

    /// <summary>The hash of the subtree, whose top is at a depth.</summary>
    public Hash256 Hash(int depth)
    {
        if (Count < 2)
        {
            return Count == 0 ? Hash256.Zero : Hash256.From(LeafHash(0));
        }

        var (left, right) = Split(depth);
        return StateHash.Branch(left.Hash(depth + 1), right.Hash(depth + 1));
    }

    // A depth may end within a byte: the scan begins with these bits, and ends behind the last path that has them.
    private static StateBucket Read(IStoreReader store, int depth, ReadOnlySpan<byte> path, List<StateValue>? values)
    {
        Span<byte> buffer = stackalloc byte[Hash256.Length];
        var from = StatePath.Bits(path, depth, buffer).ToArray();
        var leaves = new List<byte>(MaxKept * EntryLength);
        foreach (var (key, row) in store.Scan(Column.State, from.AsMemory(0, depth / 8), from))
        {
            if (!StatePath.Bits(key, depth, buffer).SequenceEqual(from))
            {
                break;
            }

            var keyHash = Hash256.From(key);
            var value = StateRow.ValueOf(row);
            leaves.AddRange(key);
            leaves.AddRange(StateHash.Leaf(keyHash, Hash256.Of(value)).Bytes);
            values?.Add(new StateValue(keyHash, [.. value]));
        }

        return new StateBucket(leaves.ToArray());
    }

    private int LengthWith(ArraySegment<PathChange> changes)
    {
        var (entries, at) = (Count, 0);
        foreach (ref readonly var change in changes.AsSpan())
        {
            at = PlaceOf(change, at, out var isThere);
            entries += (change.IsDeletion ? 0 : 1) - (isThere ? 1 : 0);
        }

        return entries * EntryLength;
    }

    // Where a change belongs, at or behind an entry.
    private int PlaceOf(in PathChange change, int entry, out bool isThere)
    {
        var order = -1;
        while (entry < Count && (order = KeyHash(entry).SequenceCompareTo(change.KeyHash.Bytes)) < 0)
        {
            entry++;
        }

        isThere = order == 0 && entry < Count;
        return entry;
    }

    private static void Append(ReadOnlySpan<byte> bytes, Span<byte> to, ref int length)
    {
        bytes.CopyTo(to[length..]);
        length += bytes.Length;
    }
}
