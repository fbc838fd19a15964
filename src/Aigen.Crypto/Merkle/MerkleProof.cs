using Aigen.Primitives;

namespace Aigen.Crypto;

/// <summary>
/// That a leaf stands at an index of a <see cref="MerkleTree"/>. The root says nothing of how many leaves there are: where the last are
/// paired with themselves, a longer list that repeats them has the same root. So the count is only claimed, and what it would let one
/// leaf pass for two is refused: a node may equal its sibling only where it is the last of its level, alone.
/// </summary>
/// <param name="Siblings">The other half of each pair on the path, from the leaf upward; a lone node's is the node itself.</param>
public sealed record MerkleProof(uint Index, uint LeafCount, IReadOnlyList<Hash256> Siblings)
{
    /// <exception cref="ArgumentOutOfRangeException">There is no leaf at the index.</exception>
    public static MerkleProof Create(IReadOnlyList<Hash256> leaves, uint index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, (uint)leaves.Count);
        var siblings = new List<Hash256>();
        var level = leaves.ToArray();
        var at = (int)index;
        for (var width = level.Length; width > 1; width = MerkleTree.Halve(level, width), at /= 2)
        {
            siblings.Add(level[Math.Min(at ^ 1, width - 1)]);
        }

        return new MerkleProof(index, (uint)leaves.Count, siblings);
    }

    /// <summary>The root of the tree that has the leaf at the index, to be compared with a known one; null where this can be no proof.</summary>
    public Hash256? RootOf(Hash256 leaf, out string? flaw)
    {
        flaw = ShapeFlaw();
        var node = leaf;
        var at = Index;
        long width = LeafCount;
        for (var level = 0; level < Siblings.Count && flaw is null; level++, at /= 2, width = (width + 1) / 2)
        {
            var sibling = Siblings[level];
            flaw = PairFlaw(level, node == sibling, isLone: at == width - 1 && at % 2 == 0);
            node = at % 2 == 0 ? MerkleTree.Pair(node, sibling) : MerkleTree.Pair(sibling, node);
        }

        return flaw is null ? node : null;
    }

    private string? ShapeFlaw()
    {
        if (Index >= LeafCount)
        {
            return $"index {Index} of {LeafCount} leaves";
        }

        var levels = 0;
        for (long width = LeafCount; width > 1; width = (width + 1) / 2)
        {
            levels++;
        }

        return Siblings.Count == levels ? null : $"{Siblings.Count} siblings, {LeafCount} leaves take {levels}";
    }

    private static string? PairFlaw(int level, bool isEqual, bool isLone) => (isEqual, isLone) switch
    {
        (true, false) => $"sibling {level} is the node itself, which is not the last of its level: it could be a leaf that is counted twice",
        (false, true) => $"sibling {level} is not the node itself, which is the last of its level and alone",
        _ => null,
    };
}
