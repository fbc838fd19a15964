using System.Buffers.Binary;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>Writes a page from its top: a branch, then all of its left half, then all of its right half.</summary>
internal sealed class StatePageWriter(int depth)
{
    private readonly byte[] _bytes = new byte[StatePage.MaxLength];
    private int _length;

    /// <summary>The depth of the page's top.</summary>
    public int Depth => depth;

    /// <summary>The depth below its last level.</summary>
    public int End => depth + StatePage.Levels;

    public StateNode Top => new(_bytes, 0);

    public int Length => _length;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    /// <summary>What a changed entry leaves where nothing else stands: its leaf, or nothing.</summary>
    public Hash256 Add(in PathChange change)
    {
        if (change.IsDeletion)
        {
            Copy(StateNode.Empty);
            return Hash256.Zero;
        }

        Add(change.KeyHash, change.LeafHash);
        return change.LeafHash;
    }

    /// <summary>The leaf of an entry.</summary>
    public void Add(in Hash256 keyHash, in Hash256 leafHash)
    {
        var at = Take(StateNode.LeafLength);
        Write(at, StateNodeKind.Leaf, keyHash.Bytes);
        leafHash.Bytes.CopyTo(_bytes.AsSpan(at + 1 + Hash256.Length));
    }

    /// <summary>Stands for entries that stay together: for one its leaf, or nothing for none.</summary>
    public void Add(StateSubtree entries)
    {
        switch (entries.Count)
        {
            case 0:
                Copy(StateNode.Empty);
                break;
            case 1:
                Add(entries.Keys[0], entries.Leaves[0]);
                break;
            default:
                Link(entries.Hash, entries.Count);
                break;
        }
    }

    /// <summary>Leaves a link to what so many entries are below: a stored page where they are many.</summary>
    public void Link(Hash256 below, int entries)
    {
        if (entries > StatePage.MaxUnstored)
        {
            Write(Take(StateNode.HashedLength), StateNodeKind.Page, below.Bytes);
            return;
        }

        var at = Take(StateNode.FewLength);
        Write(at, StateNodeKind.Few, below.Bytes);
        BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(at + StateNode.HashedLength), (ushort)entries);
    }

    /// <summary>Takes a node as it is, with all that is below it.</summary>
    public void Copy(StateNode node)
    {
        var bytes = node.Bytes;
        var at = Take(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(at));
    }

    /// <summary>Leaves room for a branch, to be ended when both halves are written.</summary>
    public int BeginBranch() => Take(StateNode.HashedLength);

    /// <summary>Ends a branch, or takes it back where fewer than two entries are left in it.</summary>
    public Hash256 EndBranch(int at, int middle, Hash256 left, Hash256 right)
    {
        var (leftKind, rightKind) = ((StateNodeKind)_bytes[at + StateNode.HashedLength], (StateNodeKind)_bytes[middle]);
        if (leftKind == StateNodeKind.Empty && rightKind is StateNodeKind.Leaf or StateNodeKind.Empty)
        {
            Lift(middle, _length, at);
            return right;
        }

        if (rightKind == StateNodeKind.Empty && leftKind == StateNodeKind.Leaf)
        {
            Lift(at + StateNode.HashedLength, middle, at);
            return left;
        }

        var hash = StateHash.Branch(left, right);
        Write(at, StateNodeKind.Branch, hash.Bytes);
        return hash;
    }

    private int Take(int length)
    {
        _length += length;
        return _length - length;
    }

    private void Lift(int from, int end, int to)
    {
        _bytes.AsSpan(from..end).CopyTo(_bytes.AsSpan(to));
        _length = to + end - from;
    }

    private void Write(int at, StateNodeKind kind, ReadOnlySpan<byte> hashes)
    {
        _bytes[at] = (byte)kind;
        hashes.CopyTo(_bytes.AsSpan(at + 1));
    }
}
