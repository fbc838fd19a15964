using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>
/// What is below a place, with the hash of every branch in it, so that a change costs the branches above it. It is not stored, since the
/// rows of the state have its entries in the same order; the page above knows its hash.
/// </summary>
internal sealed class StateSubtree
{
    private readonly int _depth;
    private StateEntries _entries;

    private StateSubtree(int depth, StateEntries entries, Hash256 hash) => (_depth, _entries, Hash) = (depth, entries, hash);

    /// <summary>The hash of it all; zero while it changes, which is that of no subtree with entries.</summary>
    public Hash256 Hash { get; private set; }

    public int Count => _entries.Count;

    public ReadOnlySpan<Hash256> Keys => _entries.Keys;

    public ReadOnlySpan<Hash256> Leaves => _entries.Leaves;

    /// <summary>What it takes in memory.</summary>
    public int Bytes => _entries.Bytes;

    /// <summary>What it took when it was last kept, and which update that was. <see cref="StateMemory"/>'s own.</summary>
    public int KeptBytes { get; set; }

    public long LastUpdate { get; set; }

    /// <summary>What a node that is no branch stands for: one entry, or none.</summary>
    public static StateSubtree Of(int depth, StateNode node)
    {
        var entries = new StateEntries(depth);
        if (node.Kind == StateNodeKind.Leaf)
        {
            entries.Append(Hash256.From(node.KeyHash), node.Hash);
        }

        return new StateSubtree(depth, entries, node.Hash);
    }

    /// <summary>The entries below a place, which has the hash that the page above it says.</summary>
    /// <param name="values">Takes their values, where somebody has a use for them.</param>
    /// <exception cref="InvalidDataException">They have another one.</exception>
    public static StateSubtree Read(IStoreReader store, StatePlace place, Hash256 hash, List<StateValue>? values = null)
    {
        var found = new StateSubtree(place.Depth, ReadEntries(store, place, values), Hash256.Zero);
        found.Hash = found.HashOf(0, found.Count, place.Depth, found.Keys);
        return found.Hash == hash
            ? found
            : throw new InvalidDataException(
                $"The {found.Count} entries of the state at depth {place.Depth} have hash {found.Hash}, their page says {hash}.");
    }

    /// <summary>Carries sorted changes out.</summary>
    /// <param name="changes">What changes.</param>
    /// <param name="changed">The hashes of their keys.</param>
    public void Update(ReadOnlySpan<PathChange> changes, ReadOnlySpan<Hash256> changed)
    {
        Hash = Hash256.Zero;
        _entries.Apply(changes);
        Hash = HashOf(0, Count, _depth, changed);
    }

    /// <summary>A part of it, as what is below a place further down.</summary>
    public StateSubtree Part(int first, int end, int depth) => new(depth, _entries.Copy(first, end, depth), HashOf(first, end, depth, []));

    /// <summary>Where the right half begins, at a depth, of entries that have the same path down to there.</summary>
    public int Middle(int first, int end, int depth) => first + StatePath.CountLeft(Keys[first..end], depth);

    /// <summary>Goes down to where a path ends, and notes the hashes on the other side.</summary>
    /// <returns>The entry that is left; -1 for none.</returns>
    public int Descend(in Hash256 path, List<Hash256> siblings)
    {
        var (first, end) = (0, Count);
        for (var depth = _depth; end - first > 1; depth++)
        {
            var middle = Middle(first, end, depth);
            var goesLeft = StatePath.Bit(path.Bytes, depth) == 0;
            siblings.Add(goesLeft ? HashOf(middle, end, depth + 1, []) : HashOf(first, middle, depth + 1, []));
            (first, end) = goesLeft ? (first, middle) : (middle, end);
        }

        return first < end ? first : -1;
    }

    // Of some entries, seen from a depth; branches with a changed key below them are hashed anew.
    private Hash256 HashOf(int first, int end, int depth, ReadOnlySpan<Hash256> changed)
    {
        if (end - first < 2)
        {
            return end == first ? Hash256.Zero : Leaves[first];
        }

        var parting = _entries.FindParting(first, end, depth, out var middle);
        ref var branch = ref _entries.Branches[middle - 1];
        if (parting > depth)
        {
            changed = Below(changed, Keys[first], parting);
        }

        if (!changed.IsEmpty)
        {
            branch = HashOfBoth(first, middle, end, parting + 1, changed, StatePath.CountLeft(changed, parting));
        }

        return parting > depth ? Lift(branch, Keys[first], parting, depth) : branch;
    }

    // A half that has not changed comes from memory while the other one is hashed.
    private Hash256 HashOfBoth(int first, int middle, int end, int depth, ReadOnlySpan<Hash256> changed, int changedLeft)
    {
        if (changedLeft == 0)
        {
            _entries.Prefetch(first, middle, depth);
            var other = HashOf(middle, end, depth, changed);
            return StateHash.Branch(HashOf(first, middle, depth, []), other);
        }

        if (changedLeft == changed.Length)
        {
            _entries.Prefetch(middle, end, depth);
        }

        return StateHash.Branch(HashOf(first, middle, depth, changed[..changedLeft]), HashOf(middle, end, depth, changed[changedLeft..]));
    }

    // Between where entries part and a depth above it there are branches with nothing on the other side.
    private static Hash256 Lift(Hash256 hash, in Hash256 path, int from, int to)
    {
        for (var depth = from - 1; depth >= to; depth--)
        {
            hash = StatePath.Bit(path.Bytes, depth) == 0 ? StateHash.Branch(hash, Hash256.Zero) : StateHash.Branch(Hash256.Zero, hash);
        }

        return hash;
    }

    // Others were beside the way to where the entries part, and are gone.
    private static ReadOnlySpan<Hash256> Below(ReadOnlySpan<Hash256> changed, scoped in Hash256 path, int depth)
    {
        while (!changed.IsEmpty && StatePath.CountCommonBits(changed[0], path) < depth)
        {
            changed = changed[1..];
        }

        while (!changed.IsEmpty && StatePath.CountCommonBits(changed[^1], path) < depth)
        {
            changed = changed[..^1];
        }

        return changed;
    }

    // A depth may end within a byte: the scan begins with these bits, and ends behind the last path that has them.
    private static StateEntries ReadEntries(IStoreReader store, StatePlace place, List<StateValue>? values)
    {
        var entries = new StateEntries(place.Depth);
        var from = StatePath.Bits(place.Path.Bytes, place.Depth, stackalloc byte[Hash256.Length]).ToArray();
        foreach (var (key, row) in store.Scan(Column.State, from.AsMemory(0, place.Depth / 8), from))
        {
            var keyHash = Hash256.From(key);
            if (StatePlace.Of(place.Depth, keyHash) != place)
            {
                break;
            }

            var value = StateRow.ValueOf(row);
            entries.Append(keyHash, StateHash.Leaf(keyHash, Hash256.Of(value)));
            values?.Add(new StateValue(keyHash, [.. value]));
        }

        return entries;
    }
}
