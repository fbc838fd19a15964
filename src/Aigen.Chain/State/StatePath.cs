using System.Buffers.Binary;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>The way from the root to an entry: the bits of the hash of its key, first bit first; 0 is left.</summary>
internal static class StatePath
{
    public const int MaxPlaceLength = sizeof(ushort) + Hash256.Length;

    public static int Bit(ReadOnlySpan<byte> path, int depth) => path[depth / 8] >> (7 - (depth % 8)) & 1;

    /// <summary>Under which key a page is stored: the depth of its top and as many bits of the path.</summary>
    public static ReadOnlySpan<byte> Place(int depth, ReadOnlySpan<byte> path, Span<byte> buffer)
    {
        BinaryPrimitives.WriteUInt16BigEndian(buffer, (ushort)depth);
        return buffer[..(sizeof(ushort) + CopyBits(path, depth, buffer[sizeof(ushort)..]))];
    }

    /// <summary>So many bits of a path, the last byte filled up with zeros.</summary>
    public static ReadOnlySpan<byte> Bits(ReadOnlySpan<byte> path, int depth, Span<byte> buffer) => buffer[..CopyBits(path, depth, buffer)];

    private static int CopyBits(ReadOnlySpan<byte> path, int depth, Span<byte> buffer)
    {
        var bytes = (depth + 7) / 8;
        path[..bytes].CopyTo(buffer);
        if (depth % 8 != 0)
        {
            buffer[bytes - 1] &= (byte)(0xFF << (8 - (depth % 8)));
        }

        return bytes;
    }
}
