using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>The way from the root to an entry: the bits of the hash of its key, first bit first; 0 is left.</summary>
internal static class StatePath
{
    public static int Bit(ReadOnlySpan<byte> path, int depth) => path[depth / 8] >> (7 - (depth % 8)) & 1;

    /// <summary>How many bits two paths have in common before they part.</summary>
    public static int CountCommonBits(in Hash256 one, in Hash256 other)
    {
        var left = MemoryMarshal.Cast<byte, ulong>(one.Bytes);
        var right = MemoryMarshal.Cast<byte, ulong>(other.Bytes);
        for (var word = 0; word < left.Length; word++)
        {
            if (left[word] != right[word])
            {
                return (64 * word) + BitOperations.LeadingZeroCount(BinaryPrimitives.ReverseEndianness(left[word] ^ right[word]));
            }
        }

        return 8 * Hash256.Length;
    }

    /// <summary>Which of two paths comes first; nearly always told by their first eight bytes.</summary>
    public static int Compare(in Hash256 one, in Hash256 other)
    {
        var order = BinaryPrimitives.ReadUInt64BigEndian(one.Bytes).CompareTo(BinaryPrimitives.ReadUInt64BigEndian(other.Bytes));
        return order != 0 ? order : one.Bytes.SequenceCompareTo(other.Bytes);
    }

    /// <summary>How many of some sorted paths with a depth in common go left there.</summary>
    public static int CountLeft(ReadOnlySpan<Hash256> paths, int depth)
    {
        var (low, high) = (0, paths.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Bit(paths[middle].Bytes, depth) == 0)
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
