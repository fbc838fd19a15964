using System.Runtime.InteropServices;
using Aigen.Primitives;
using Aigen.Primitives.Native;

namespace Aigen.Chain;

/// <summary>
/// The entries below a depth in the order of their paths: of each the hash of its key, that of its leaf, and of the branch which parts it
/// from the next one the depth and room for its hash, which goes where the entry goes. One array, and this no object of its own: among
/// many accounts each place in memory that is gone to costs as much as a hash.
/// </summary>
internal struct StateEntries
{
    // An eighth more than there are, so that a new entry rarely needs a new array.
    private const int Spare = 8;

    private readonly int _depth;

    // Room for so many: a byte for the depth of each branch, then the keys, then the leaves, then the branches.
    private Hash256[] _hashes = [];
    private int _room;

    public StateEntries(int depth) => _depth = depth;

    public int Count { get; private set; }

    public readonly ReadOnlySpan<Hash256> Keys => KeyRoom[..Count];

    public readonly ReadOnlySpan<Hash256> Leaves => LeafRoom[..Count];

    public readonly Span<Hash256> Branches => BranchRoom[..Count];

    /// <summary>What it takes in memory.</summary>
    public readonly int Bytes => Hash256.Length * _hashes.Length;

    // The way down needs no look at the keys, which lie apart in memory.
    private readonly Span<byte> Partings => MemoryMarshal.AsBytes(_hashes.AsSpan(0, PartingsLength(_room)))[..Count];

    private readonly Span<Hash256> KeyRoom => _hashes.AsSpan(PartingsLength(_room), _room);

    private readonly Span<Hash256> LeafRoom => _hashes.AsSpan(PartingsLength(_room) + _room, _room);

    private readonly Span<Hash256> BranchRoom => _hashes.AsSpan(PartingsLength(_room) + (2 * _room), _room);

    /// <summary>An entry behind all that are here.</summary>
    public void Append(in Hash256 key, in Hash256 leaf)
    {
        MakeRoom(Count + 1);
        (KeyRoom[Count], LeafRoom[Count]) = (key, leaf);
        Count++;
        FindPartings(Count - 2);
    }

    /// <summary>A copy of some of them, which have the same path down to a depth.</summary>
    public readonly StateEntries Copy(int first, int end, int depth)
    {
        var copy = new StateEntries(depth);
        copy.MakeRoom(end - first);
        copy.Count = end - first;
        Keys[first..end].CopyTo(copy.KeyRoom);
        Leaves[first..end].CopyTo(copy.LeafRoom);
        Branches[first..end].CopyTo(copy.BranchRoom);
        Partings[first..end].CopyTo(copy.Partings);
        return copy;
    }

    /// <summary>The depth, at or below a given one, at which two or more entries part, and where the right half of them begins.</summary>
    public readonly int FindParting(int first, int end, int depth, out int middle)
    {
        // Each depth is there once between entries that part no further up, and the first one that is asked for nearly always.
        var partings = Partings[first..(end - 1)];
        int found;
        while ((found = partings.IndexOf((byte)depth)) < 0)
        {
            depth++;
        }

        middle = first + found + 1;
        return depth;
    }

    /// <summary>Has the hash of some entries come from memory while the work goes on.</summary>
    public readonly void Prefetch(int first, int end, int depth)
    {
        if (end - first == 1)
        {
            ProcessorCache.Prefetch(in Leaves[first]);
        }
        else
        {
            FindParting(first, end, depth, out var middle);
            ProcessorCache.Prefetch(in Branches[middle - 1]);
        }
    }

    /// <summary>Carries sorted changes out. What is said of a branch with one of them below it counts no longer.</summary>
    public void Apply(ReadOnlySpan<PathChange> changes)
    {
        var (added, taken) = (0, 0);
        foreach (ref readonly var change in changes)
        {
            var at = Find(change.KeyHash);
            if (at >= 0 && !change.IsDeletion)
            {
                LeafRoom[at] = change.LeafHash;
            }
            else
            {
                (added, taken) = (added + (change.IsDeletion ? 0 : 1), taken + (at >= 0 ? 1 : 0));
            }
        }

        if (taken > 0)
        {
            TakeOut(changes);
        }

        if (added > 0)
        {
            PutIn(changes, added);
        }

        if (taken + added > 0)
        {
            FindPartings(0);
        }
    }

    // Each entry from one on from the next. Two paths that differ do so at a depth below 256.
    private readonly void FindPartings(int first)
    {
        var partings = Partings;
        for (var entry = Math.Max(first, 0); entry < Count - 1; entry++)
        {
            partings[entry] = (byte)StatePath.CountCommonBits(Keys[entry], Keys[entry + 1]);
        }
    }

    // From the first to the last, each part that stays moves to where the one before it ends.
    private void TakeOut(ReadOnlySpan<PathChange> changes)
    {
        var (from, to) = (0, 0);
        foreach (ref readonly var change in changes)
        {
            var at = FindPlace(change.KeyHash, from, Count, out var isThere);
            if (isThere && change.IsDeletion)
            {
                Move(from, at - from, to);
                (from, to) = (at + 1, to + at - from);
            }
        }

        Move(from, Count - from, to);
        Count = to + Count - from;
    }

    // From the last to the first, each part that comes to stand behind a new entry moves up by as many as are still to come.
    private void PutIn(ReadOnlySpan<PathChange> changes, int added)
    {
        MakeRoom(Count + added);
        var (end, to) = (Count, Count + added);
        for (var i = changes.Length - 1; i >= 0 && to > end; i--)
        {
            var at = FindPlace(changes[i].KeyHash, 0, end, out var isThere);
            if (isThere || changes[i].IsDeletion)
            {
                continue;
            }

            to -= end - at;
            Move(at, end - at, to);
            (end, to) = (at, to - 1);
            (KeyRoom[to], LeafRoom[to]) = (changes[i].KeyHash, changes[i].LeafHash);
        }

        Count += added;
    }

    // Where an entry is; -1 where it is not here. One key alone is looked at: the one to which its path leads.
    private readonly int Find(in Hash256 key)
    {
        var (first, end) = (0, Count);
        for (var depth = _depth; end - first > 1;)
        {
            depth = FindParting(first, end, depth, out var middle);
            (first, end) = StatePath.Bit(key.Bytes, depth) == 0 ? (first, middle) : (middle, end);
        }

        return first < end && Keys[first] == key ? first : -1;
    }

    // Where an entry is in a part of them, or would be.
    private readonly int FindPlace(in Hash256 key, int first, int end, out bool isThere)
    {
        while (first < end)
        {
            var middle = (first + end) / 2;
            var order = StatePath.Compare(Keys[middle], key);
            if (order == 0)
            {
                isThere = true;
                return middle;
            }

            (first, end) = order < 0 ? (middle + 1, end) : (first, middle);
        }

        isThere = false;
        return first;
    }

    private readonly void Move(int from, int count, int to)
    {
        KeyRoom.Slice(from, count).CopyTo(KeyRoom[to..]);
        LeafRoom.Slice(from, count).CopyTo(LeafRoom[to..]);
        BranchRoom.Slice(from, count).CopyTo(BranchRoom[to..]);
    }

    private static int PartingsLength(int room) => (room + Hash256.Length - 1) / Hash256.Length;

    private void MakeRoom(int count)
    {
        if (count <= _room)
        {
            return;
        }

        var old = this;
        _room = count + (count / Spare);
        _hashes = new Hash256[PartingsLength(_room) + (3 * _room)];
        old.Keys.CopyTo(KeyRoom);
        old.Leaves.CopyTo(LeafRoom);
        old.Branches.CopyTo(BranchRoom);
        old.Partings.CopyTo(Partings);
    }
}
