using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>What stands where the path of a key ends, and what is needed beside it to compute the state root.</summary>
/// <param name="Siblings">The hash of the other half at each branch on the path, from the root down; zero for an empty one.</param>
/// <param name="Value">The value that the proof proves; null where it proves that the key has none.</param>
/// <param name="Other">The leaf of another key that stands in the way; null with a value, or where nothing stands.</param>
public sealed record StateProof(IReadOnlyList<Hash256> Siblings, byte[]? Value, OtherLeaf? Other)
{
    /// <summary>
    /// The root of the tree that this is true of, to be compared with a block's state root: then that state has the value under the key,
    /// or nothing where it is null. Null where this can be no proof for the key.
    /// </summary>
    public Hash256? RootFor(StateKey key)
    {
        var path = Hash256.Of(key.Bytes);
        if (Siblings.Count > 8 * Hash256.Length || (Other is { } other && (Value is not null || !IsInTheWay(other.KeyHash, path))))
        {
            return null;
        }

        var hash = End(path);
        for (var depth = Siblings.Count - 1; depth >= 0; depth--)
        {
            hash = StatePath.Bit(path.Bytes, depth) == 0
                ? StateHash.Branch(hash, Siblings[depth])
                : StateHash.Branch(Siblings[depth], hash);
        }

        return hash;
    }

    // Another key, whose path is the same as far as the proof goes.
    private bool IsInTheWay(Hash256 other, Hash256 path)
    {
        var depth = 0;
        while (depth < Siblings.Count && StatePath.Bit(other.Bytes, depth) == StatePath.Bit(path.Bytes, depth))
        {
            depth++;
        }

        return depth == Siblings.Count && other != path;
    }

    private Hash256 End(Hash256 path) =>
        Value is not null ? StateHash.Leaf(path, Hash256.Of(Value))
        : Other is { } other ? StateHash.Leaf(other.KeyHash, other.ValueHash)
        : Hash256.Zero;
}

/// <summary>An entry of the state by its hashes.</summary>
public readonly record struct OtherLeaf(Hash256 KeyHash, Hash256 ValueHash);
