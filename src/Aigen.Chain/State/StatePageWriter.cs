using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>Writes a page from its top: a branch, then all of its left half, then all of its right half.</summary>
internal sealed class StatePageWriter(int depth)
{
    private readonly byte[] _bytes = new byte[StatePage.MaxLength];
    private int _length;

    /// <summary>The depth of the page's top.</summary>
    public int Depth => depth;

    public StateNode Top => new(_bytes, 0);

    public int Length => _length;

    public byte[] ToArray() => _bytes.AsSpan(0, _length).ToArray();

    public void Clear() => _length = 0;

    /// <summary>What a changed entry leaves where nothing else stands: its leaf, or nothing.</summary>
    public Hash256 Add(in PathChange change)
    {
        var at = _length;
        if (change.IsDeletion)
        {
            _bytes[_length++] = (byte)StateNodeKind.Empty;
        }
        else
        {
            _bytes[at] = (byte)StateNodeKind.Leaf;
            change.KeyHash.Bytes.CopyTo(_bytes.AsSpan(at + 1));
            change.ValueHash.Bytes.CopyTo(_bytes.AsSpan(at + 1 + Hash256.Length));
            _length += StateNode.LeafLength;
        }

        return new StateNode(_bytes, at).Hash;
    }

    /// <summary>Takes a node as it is, with all that is below it.</summary>
    public void Copy(StateNode node)
    {
        var bytes = node.Bytes;
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    public void Link(Hash256 page)
    {
        Write(_length, StateNodeKind.Page, page);
        _length += StateNode.HashedLength;
    }

    /// <summary>Leaves room for a branch, to be ended when both halves are written.</summary>
    public int BeginBranch()
    {
        var at = _length;
        _length += StateNode.HashedLength;
        return at;
    }

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
        Write(at, StateNodeKind.Branch, hash);
        return hash;
    }

    private void Lift(int from, int end, int to)
    {
        _bytes.AsSpan(from..end).CopyTo(_bytes.AsSpan(to));
        _length = to + end - from;
    }

    private void Write(int at, StateNodeKind kind, Hash256 hash)
    {
        _bytes[at] = (byte)kind;
        hash.Bytes.CopyTo(_bytes.AsSpan(at + 1));
    }
}
