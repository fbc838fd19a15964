using System.Buffers.Binary;
using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>
/// A sparse Merkle tree over the state: the bits of SHA-256(key) are the path, a subtree with one entry is that entry's leaf, and an
/// empty one is 32 zero bytes. The root is a function of the entries alone, whatever order they came in, and an update costs the paths
/// that it touches. Nodes are stored by their place in the tree, so that the tree of the head is all there is.
/// </summary>
internal sealed class StateTree(IStore store)
{
    private const int MaxPlaceLength = sizeof(ushort) + Hash256.Length;

    public Hash256 Root => Load(0, default).Hash;

    /// <summary>Puts changed entries into the tree: the nodes that change go into the batch, the new root comes back.</summary>
    public StateTreeUpdate Update(IReadOnlyList<StateChange> changes, IWriteBatch batch)
    {
        var leaves = changes.Select(change => StateNode.Leaf(Hash256.Of(change.Key.Bytes), Hash256.Of(change.Now))).ToArray();
        Array.Sort(leaves, static (a, b) => a.Left.Bytes.SequenceCompareTo(b.Left.Bytes));
        return new StateTreeUpdate(leaves.Length == 0 ? Root : Insert(0, leaves, batch, known: false).Hash);
    }

    public void Accept(StateTreeUpdate update) => GC.KeepAlive((store, update));

    private StateNode Insert(int depth, ReadOnlySpan<StateNode> leaves, IWriteBatch batch, bool known)
    {
        var path = leaves[0].Left;
        var here = known ? StateNode.Empty : Load(depth, path);
        var node = here.Kind switch
        {
            StateNodeKind.Branch => Branch(depth, here, leaves, batch),
            StateNodeKind.Leaf => Build(depth, Merge(here, leaves), batch),
            _ => Build(depth, leaves, batch),
        };
        Span<byte> place = stackalloc byte[MaxPlaceLength];
        batch.Put(Column.StateTree, Place(depth, path, place), node.Encoded);
        return node;
    }

    // A subtree that held nothing: one leaf is the subtree, more are split at the next bit.
    private StateNode Build(int depth, ReadOnlySpan<StateNode> leaves, IWriteBatch batch)
    {
        if (leaves.Length == 1)
        {
            return leaves[0];
        }

        var split = Split(depth, leaves);
        var left = split > 0 ? Insert(depth + 1, leaves[..split], batch, known: true).Hash : Hash256.Zero;
        var right = split < leaves.Length ? Insert(depth + 1, leaves[split..], batch, known: true).Hash : Hash256.Zero;
        return StateNode.Branch(left, right);
    }

    private StateNode Branch(int depth, StateNode here, ReadOnlySpan<StateNode> leaves, IWriteBatch batch)
    {
        var split = Split(depth, leaves);
        var left = split > 0 ? Insert(depth + 1, leaves[..split], batch, here.Left == Hash256.Zero).Hash : here.Left;
        var right = split < leaves.Length ? Insert(depth + 1, leaves[split..], batch, here.Right == Hash256.Zero).Hash : here.Right;
        return StateNode.Branch(left, right);
    }

    // The leaf that stood here goes further down beside the new ones, unless one of them replaces it.
    private static StateNode[] Merge(StateNode old, ReadOnlySpan<StateNode> leaves)
    {
        var merged = new List<StateNode>(leaves.Length + 1);
        var placed = false;
        foreach (var leaf in leaves)
        {
            var order = old.Left.Bytes.SequenceCompareTo(leaf.Left.Bytes);
            if (!placed && order <= 0)
            {
                placed = true;
                if (order < 0)
                {
                    merged.Add(old);
                }
            }

            merged.Add(leaf);
        }

        if (!placed)
        {
            merged.Add(old);
        }

        return [.. merged];
    }

    // How many of the sorted leaves go left, which is where the bit at this depth is 0.
    private static int Split(int depth, ReadOnlySpan<StateNode> leaves)
    {
        var low = 0;
        var high = leaves.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if ((leaves[middle].Left.Bytes[depth / 8] >> (7 - (depth % 8)) & 1) == 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private StateNode Load(int depth, Hash256 path)
    {
        Span<byte> place = stackalloc byte[MaxPlaceLength];
        return store.Get(Column.StateTree, Place(depth, path, place)) is { } encoded ? StateNode.Decode(encoded) : StateNode.Empty;
    }

    private static Span<byte> Place(int depth, Hash256 path, Span<byte> buffer)
    {
        BinaryPrimitives.WriteUInt16BigEndian(buffer, (ushort)depth);
        var bytes = (depth + 7) / 8;
        var bits = buffer.Slice(sizeof(ushort), bytes);
        path.Bytes[..bytes].CopyTo(bits);
        if (depth % 8 != 0)
        {
            bits[^1] &= (byte)(0xFF << (8 - (depth % 8)));
        }

        return buffer[..(sizeof(ushort) + bytes)];
    }
}

internal sealed record StateTreeUpdate(Hash256 Root);
