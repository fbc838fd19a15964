using System.Buffers.Binary;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>A place in the tree: a depth, and the path that leads there, filled up with zeros.</summary>
internal readonly record struct StatePlace : IComparable<StatePlace>
{
    public const int MaxKeyLength = sizeof(ushort) + Hash256.Length;

    private StatePlace(int depth, Hash256 path) => (Depth, Path) = (depth, path);

    public int Depth { get; }

    public Hash256 Path { get; }

    public static StatePlace Root => default;

    /// <summary>The place at a depth on the way to an entry.</summary>
    public static StatePlace Of(int depth, in Hash256 path)
    {
        Span<byte> bits = stackalloc byte[Hash256.Length];
        bits.Clear();
        StatePath.Bits(path.Bytes, depth, bits);
        return new StatePlace(depth, Hash256.From(bits));
    }

    public int CompareTo(StatePlace other) => Depth != other.Depth ? Depth.CompareTo(other.Depth) : StatePath.Compare(Path, other.Path);

    /// <summary>Under which key a page is stored: the depth of its top and as many bits of the path.</summary>
    public ReadOnlySpan<byte> Key(Span<byte> buffer)
    {
        BinaryPrimitives.WriteUInt16BigEndian(buffer, (ushort)Depth);
        return buffer[..(sizeof(ushort) + StatePath.Bits(Path.Bytes, Depth, buffer[sizeof(ushort)..]).Length)];
    }
}
