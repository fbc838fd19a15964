using System.Buffers.Binary;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>The way from the root to an entry: the bits of the hash of its key, first bit first; 0 is left.</summary>
internal static class StatePath
{
    public const int MaxPlaceLength = sizeof(ushort) + Hash256.Length;

    public static int Bit(ReadOnlySpan<byte> path, int depth) => path[depth / 8] >> (7 - (depth % 8)) & 1;

    /// <summary>Under which key a page is stored: the depth of its top and as many bits of the path, the last byte filled with zeros.</summary>
    public static ReadOnlySpan<byte> Place(int depth, ReadOnlySpan<byte> path, Span<byte> buffer)
    {
        BinaryPrimitives.WriteUInt16BigEndian(buffer, (ushort)depth);
        var bytes = (depth + 7) / 8;
        var bits = buffer.Slice(sizeof(ushort), bytes);
        path[..bytes].CopyTo(bits);
        if (depth % 8 != 0)
        {
            bits[^1] &= (byte)(0xFF << (8 - (depth % 8)));
        }

        return buffer[..(sizeof(ushort) + bytes)];
    }
}
