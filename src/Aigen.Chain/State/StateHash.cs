using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>The hashes of the tree. The first byte keeps a leaf from passing for a branch.</summary>
internal static class StateHash
{
    public static Hash256 Leaf(Hash256 key, Hash256 value) => Of(StateNodeKind.Leaf, key, value);

    public static Hash256 Branch(Hash256 left, Hash256 right) => Of(StateNodeKind.Branch, left, right);

    private static Hash256 Of(StateNodeKind kind, in Hash256 first, in Hash256 second)
    {
        Span<byte> node = stackalloc byte[1 + (2 * Hash256.Length)];
        node[0] = (byte)kind;
        first.Bytes.CopyTo(node[1..]);
        second.Bytes.CopyTo(node[(1 + Hash256.Length)..]);
        return Hash256.Of(node);
    }
}
