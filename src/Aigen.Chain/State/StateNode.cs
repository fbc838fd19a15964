using System.Buffers.Binary;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>What stands in a page; the first byte of a node. A leaf's and a branch's are also what they are hashed with.</summary>
internal enum StateNodeKind : byte
{
    /// <summary>Hash of the key, then its own hash.</summary>
    Leaf = 0,

    /// <summary>Its hash, then the left subtree, then the right one.</summary>
    Branch = 1,

    /// <summary>The hash of a branch that begins a page of its own.</summary>
    Page = 2,

    Empty = 3,

    /// <summary>The hash of a branch with few entries below it, of which no page is stored, and how many they are (2 bytes).</summary>
    Few = 4,
}

/// <summary>A node of the state tree as it stands in a page, with all that is below it there.</summary>
internal readonly struct StateNode(byte[] page, int at)
{
    public const int LeafLength = 1 + (2 * Hash256.Length);
    public const int HashedLength = 1 + Hash256.Length;
    public const int FewLength = HashedLength + sizeof(ushort);

    private static readonly byte[] Nothing = [(byte)StateNodeKind.Empty];

    public static StateNode Empty => new(Nothing, 0);

    public StateNodeKind Kind => (StateNodeKind)page[at];

    public ReadOnlySpan<byte> KeyHash => page.AsSpan(at + 1, Hash256.Length);

    public ReadOnlySpan<byte> Bytes => page.AsSpan(at, Length());

    public Hash256 Hash => Kind switch
    {
        StateNodeKind.Leaf => Hash256.From(page.AsSpan(at + 1 + Hash256.Length, Hash256.Length)),
        StateNodeKind.Empty => Hash256.Zero,
        _ => Hash256.From(page.AsSpan(at + 1, Hash256.Length)),
    };

    /// <summary>The two halves of what is here, at a depth: a lone leaf goes down beside nothing.</summary>
    public (StateNode Left, StateNode Right) Split(int depth)
    {
        switch (Kind)
        {
            case StateNodeKind.Branch:
                var left = new StateNode(page, at + HashedLength);
                return (left, new StateNode(page, at + HashedLength + left.Length()));
            case StateNodeKind.Leaf:
                return StatePath.Bit(KeyHash, depth) == 0 ? (this, Empty) : (Empty, this);
            default:
                return (Empty, Empty);
        }
    }

    /// <summary>How many entries are below a node of kind <see cref="StateNodeKind.Few"/>.</summary>
    public int Few => FewAt(at);

    /// <summary>How many entries are below here; where a part of them has a stored page of its own, more than go without one.</summary>
    public int CountEntries()
    {
        var (entries, next) = (0, at);
        for (var open = 1; open > 0; open--)
        {
            var kind = (StateNodeKind)page[next];
            entries += kind switch
            {
                StateNodeKind.Leaf => 1,
                StateNodeKind.Few => FewAt(next),
                StateNodeKind.Page => StatePage.MaxUnstored + 1,
                _ => 0,
            };
            open += kind == StateNodeKind.Branch ? 2 : 0;
            next += Size(kind);
        }

        return entries;
    }

    private int FewAt(int node) => BinaryPrimitives.ReadUInt16BigEndian(page.AsSpan(node + HashedLength));

    private int Length()
    {
        var end = at;
        for (var open = 1; open > 0; open--)
        {
            var kind = (StateNodeKind)page[end];
            open += kind == StateNodeKind.Branch ? 2 : 0;
            end += Size(kind);
        }

        return end - at;
    }

    private static int Size(StateNodeKind kind) => kind switch
    {
        StateNodeKind.Leaf => LeafLength,
        StateNodeKind.Empty => 1,
        StateNodeKind.Few => FewLength,
        _ => HashedLength,
    };
}
