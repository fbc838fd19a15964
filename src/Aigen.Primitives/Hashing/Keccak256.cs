using System.Buffers.Binary;
using System.Numerics;

namespace Aigen.Primitives.Hashing;

/// <summary>
/// Keccak-256 with the padding from before NIST's change (as in Ethereum), which no .NET library of ours offers: SHA3-256 pads with
/// 0x06 where this pads with 0x01, so its digests differ.
/// </summary>
public static class Keccak256
{
    public const int Length = 32;

    // 1600-bit state less twice the 256-bit capacity.
    private const int Rate = 136;

    private static ReadOnlySpan<ulong> RoundConstants =>
    [
        0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000, 0x000000000000808B, 0x0000000080000001,
        0x8000000080008081, 0x8000000000008009, 0x000000000000008A, 0x0000000000000088, 0x0000000080008009, 0x000000008000000A,
        0x000000008000808B, 0x800000000000008B, 0x8000000000008089, 0x8000000000008003, 0x8000000000008002, 0x8000000000000080,
        0x000000000000800A, 0x800000008000000A, 0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    // The walk of the rho and pi steps: lane visited i-th, and how far it rotates.
    private static ReadOnlySpan<byte> PiLanes => [10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1];
    private static ReadOnlySpan<byte> RhoOffsets => [1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44];

    public static void Hash(ReadOnlySpan<byte> data, Span<byte> digest)
    {
        Span<ulong> state = stackalloc ulong[25];
        state.Clear();
        for (; data.Length >= Rate; data = data[Rate..])
        {
            Absorb(state, data[..Rate]);
        }

        Span<byte> last = stackalloc byte[Rate];
        last.Clear();
        data.CopyTo(last);
        last[data.Length] = 0x01;
        last[^1] |= 0x80;
        Absorb(state, last);
        for (var i = 0; i < Length / sizeof(ulong); i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(digest[(i * sizeof(ulong))..], state[i]);
        }
    }

    private static void Absorb(Span<ulong> state, ReadOnlySpan<byte> block)
    {
        for (var i = 0; i < Rate / sizeof(ulong); i++)
        {
            state[i] ^= BinaryPrimitives.ReadUInt64LittleEndian(block[(i * sizeof(ulong))..]);
        }

        foreach (var constant in RoundConstants)
        {
            Theta(state);
            RhoPi(state);
            Chi(state);
            state[0] ^= constant;
        }
    }

    private static void Theta(Span<ulong> a)
    {
        var (c0, c1, c2, c3, c4) = (Column(a, 0), Column(a, 1), Column(a, 2), Column(a, 3), Column(a, 4));
        var d0 = c4 ^ BitOperations.RotateLeft(c1, 1);
        var d1 = c0 ^ BitOperations.RotateLeft(c2, 1);
        var d2 = c1 ^ BitOperations.RotateLeft(c3, 1);
        var d3 = c2 ^ BitOperations.RotateLeft(c4, 1);
        var d4 = c3 ^ BitOperations.RotateLeft(c0, 1);
        for (var y = 0; y < 25; y += 5)
        {
            var row = a.Slice(y, 5);
            row[4] ^= d4;
            row[3] ^= d3;
            row[2] ^= d2;
            row[1] ^= d1;
            row[0] ^= d0;
        }
    }

    private static ulong Column(Span<ulong> a, int x) => a[x + 20] ^ a[x + 15] ^ a[x + 10] ^ a[x + 5] ^ a[x];

    private static void RhoPi(Span<ulong> a)
    {
        var moving = a[1];
        for (var i = 0; i < PiLanes.Length; i++)
        {
            (a[PiLanes[i]], moving) = (BitOperations.RotateLeft(moving, RhoOffsets[i]), a[PiLanes[i]]);
        }
    }

    private static void Chi(Span<ulong> a)
    {
        for (var y = 0; y < 25; y += 5)
        {
            var row = a.Slice(y, 5);
            var (a4, a3, a2, a1, a0) = (row[4], row[3], row[2], row[1], row[0]);
            row[4] = a4 ^ (~a0 & a1);
            row[3] = a3 ^ (~a4 & a0);
            row[2] = a2 ^ (~a3 & a4);
            row[1] = a1 ^ (~a2 & a3);
            row[0] = a0 ^ (~a1 & a2);
        }
    }
}
