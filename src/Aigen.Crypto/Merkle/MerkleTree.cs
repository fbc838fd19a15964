using Aigen.Primitives;

namespace Aigen.Crypto;

/// <summary>
/// The tree over a block's transactions, receipts or orders: a node is SHA-256(left, right), a lone right leaf is paired with itself,
/// and the root of nothing is SHA-256 of the empty string.
/// </summary>
public static class MerkleTree
{
    public static readonly Hash256 EmptyRoot = Hash256.Of([]);

    public static Hash256 Root(IEnumerable<Hash256> leaves)
    {
        var level = leaves.ToArray();
        var width = level.Length;
        while (width > 1)
        {
            width = Halve(level, width);
        }

        return width == 0 ? EmptyRoot : level[0];
    }

    /// <summary>SHA-256 of two hashes side by side.</summary>
    public static Hash256 Pair(Hash256 left, Hash256 right)
    {
        Span<byte> both = stackalloc byte[Hash256.Length * 2];
        left.Bytes.CopyTo(both);
        right.Bytes.CopyTo(both[Hash256.Length..]);
        return Hash256.Of(both);
    }

    /// <summary>Puts the next level in the place of one, and returns its width.</summary>
    internal static int Halve(Span<Hash256> level, int width)
    {
        for (var i = 0; i < width; i += 2)
        {
            level[i / 2] = Pair(level[i], level[Math.Min(i + 1, width - 1)]);
        }

        return (width + 1) / 2;
    }
}
