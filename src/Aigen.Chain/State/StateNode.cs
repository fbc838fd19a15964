using Aigen.Primitives;

namespace Aigen.Chain;

internal enum StateNodeKind : byte
{
    Leaf = 0,
    Branch = 1,
    Empty = 2,
}

/// <summary>
/// A node of the state tree. Of a leaf, left is the hash of the key and right the hash of the value; of a branch they are the hashes of
/// its subtrees. The first byte keeps a leaf from passing for a branch.
/// </summary>
internal readonly record struct StateNode(StateNodeKind Kind, Hash256 Left, Hash256 Right)
{
    public static StateNode Empty => new(StateNodeKind.Empty, default, default);

    public Hash256 Hash => Kind == StateNodeKind.Empty ? Hash256.Zero : Hash256.Of(Encoded);

    public byte[] Encoded => [(byte)Kind, .. Left.Bytes, .. Right.Bytes];

    public static StateNode Leaf(Hash256 key, Hash256 value) => new(StateNodeKind.Leaf, key, value);

    public static StateNode Branch(Hash256 left, Hash256 right) => new(StateNodeKind.Branch, left, right);

    public static StateNode Decode(byte[] encoded) => encoded.Length == 1 + (2 * Hash256.Length) && encoded[0] <= (byte)StateNodeKind.Branch
        ? new((StateNodeKind)encoded[0], Hash256.From(encoded.AsSpan(1, Hash256.Length)), Hash256.From(encoded.AsSpan(1 + Hash256.Length)))
        : throw new InvalidDataException($"A state tree node has {1 + (2 * Hash256.Length)} bytes, this one {encoded.Length}.");
}
