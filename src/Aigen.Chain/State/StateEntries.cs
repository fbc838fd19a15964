using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>
/// Entries in the order of their paths: of each the hash of its key, that of its leaf, and of the branch which parts it from the next one
/// the depth and room for its hash, which goes where the entry goes.
/// </summary>
internal sealed class StateEntries
{
    // An eighth more than there are, so that a new entry rarely needs new arrays.
    private const int Spare = 8;

    private Hash256[] _keys;
    private Hash256[] _leaves;
    private Hash256[] _branches;

    // A byte each, so that the way down needs no look at the keys, which lie apart in memory.
    private byte[] _partings;

    public StateEntries()
        : this([], [], [], [])
    {
    }

    private StateEntries(Hash256[] keys, Hash256[] leaves, Hash256[] branches, byte[] partings) =>
        (_keys, _leaves, _branches, _partings, Count) = (keys, leaves, branches, partings, keys.Length);

    public int Count { get; private set; }

    public ReadOnlySpan<Hash256> Keys => _keys.AsSpan(0, Count);

    public ReadOnlySpan<Hash256> Leaves => _leaves.AsSpan(0, Count);

    public Span<Hash256> Branches => _branches.AsSpan(0, Count);

    /// <summary>What it takes in memory.</summary>
    public int Bytes => ((3 * Hash256.Length) + 1) * _keys.Length;

    /// <summary>An entry behind all that are here.</summary>
    public void Append(Hash256 key, Hash256 leaf)
    {
        MakeRoom(Count + 1);
        (_keys[Count], _leaves[Count]) = (key, leaf);
        Count++;
        Part(Count - 2);
    }

    /// <summary>A copy of some of them.</summary>
    public StateEntries Copy(int first, int end) => new(_keys[first..end], _leaves[first..end], _branches[first..end], _partings[first..end]);

    /// <summary>The depth, at or below a given one, at which two or more entries part, and where the right half of them begins.</summary>
    public int FindParting(int first, int end, int depth, out int middle)
    {
        // Each depth is there once between entries that part no further up, and the first one that is asked for nearly always.
        var partings = _partings.AsSpan(first, end - first - 1);
        int found;
        while ((found = partings.IndexOf((byte)depth)) < 0)
        {
            depth++;
        }

        middle = first + found + 1;
        return depth;
    }

    /// <summary>Carries sorted changes out. What is said of a branch with one of them below it counts no longer.</summary>
    public void Apply(ReadOnlySpan<PathChange> changes)
    {
        var (at, added, taken) = (0, 0, 0);
        foreach (ref readonly var change in changes)
        {
            at = Find(change.KeyHash, at, Count, out var isThere);
            if (isThere && !change.IsDeletion)
            {
                _leaves[at] = change.LeafHash;
            }
            else
            {
                (added, taken) = (added + (change.IsDeletion ? 0 : 1), taken + (isThere ? 1 : 0));
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
            Part(0);
        }
    }

    // Each entry from one on from the next. Two paths that differ do so at a depth below 256.
    private void Part(int first)
    {
        for (var entry = Math.Max(first, 0); entry < Count - 1; entry++)
        {
            _partings[entry] = (byte)StatePath.CountCommonBits(_keys[entry], _keys[entry + 1]);
        }
    }

    // From the first to the last, each part that stays moves to where the one before it ends.
    private void TakeOut(ReadOnlySpan<PathChange> changes)
    {
        var (from, to) = (0, 0);
        foreach (ref readonly var change in changes)
        {
            var at = Find(change.KeyHash, from, Count, out var isThere);
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
            var at = Find(changes[i].KeyHash, 0, end, out var isThere);
            if (isThere || changes[i].IsDeletion)
            {
                continue;
            }

            to -= end - at;
            Move(at, end - at, to);
            (end, to) = (at, to - 1);
            (_keys[to], _leaves[to]) = (changes[i].KeyHash, changes[i].LeafHash);
        }

        Count += added;
    }

    // Where an entry is in a part of them, or would be.
    private int Find(in Hash256 key, int first, int end, out bool isThere)
    {
        while (first < end)
        {
            var middle = (first + end) / 2;
            var order = StatePath.Compare(_keys[middle], key);
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

    private void Move(int from, int count, int to)
    {
        Array.Copy(_keys, from, _keys, to, count);
        Array.Copy(_leaves, from, _leaves, to, count);
        Array.Copy(_branches, from, _branches, to, count);
    }

    private void MakeRoom(int count)
    {
        if (count > _keys.Length)
        {
            var length = count + (count / Spare) + 1;
            Array.Resize(ref _keys, length);
            Array.Resize(ref _leaves, length);
            Array.Resize(ref _branches, length);
            Array.Resize(ref _partings, length);
        }
    }
}
