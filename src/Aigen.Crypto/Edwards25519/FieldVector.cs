using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Aigen.Crypto.Edwards25519;

/// <summary>
/// Four numbers modulo p = 2^255 - 19, side by side in the 64-bit lanes of a vector. Each has ten limbs of 26 and 25 bits in turn, the
/// limb i at bit ceil(25.5 i); a lane of <c>Vk</c> holds limb 2k in its low half and limb 2k + 1 in its high half.
/// </summary>
/// <remarks>
/// A product's limbs are carried: below 1.01 times their 26 or 25 bits. A sum or a difference is not. Up to 3.3 times is small enough
/// for the second factor of a product (19 times a limb must fit 32 bits), up to 6 times for the first. Nothing in this folder is ever
/// secret, so nothing in it takes constant time.
/// </remarks>
internal readonly struct FieldVector(Vector256<uint> v0, Vector256<uint> v1, Vector256<uint> v2, Vector256<uint> v3, Vector256<uint> v4)
{
    internal const int EvenBits = 26, OddBits = 25;

    internal readonly Vector256<uint> V0 = v0, V1 = v1, V2 = v2, V3 = v3, V4 = v4;

    // 2p, added before a subtraction so that no limb goes below zero.
    private static Vector256<uint> TwiceP0 => Pair(2 * ((1 << EvenBits) - 19), 2 * ((1 << OddBits) - 1));

    private static Vector256<uint> TwiceP => Pair(2 * ((1 << EvenBits) - 1), 2 * ((1 << OddBits) - 1));

    private static Vector256<ulong> EvenMask => Vector256.Create((1UL << EvenBits) - 1);

    private static Vector256<ulong> OddMask => Vector256.Create((1UL << OddBits) - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FieldVector operator +(in FieldVector a, in FieldVector b) =>
        new(a.V0 + b.V0, a.V1 + b.V1, a.V2 + b.V2, a.V3 + b.V3, a.V4 + b.V4);

    /// <summary>The subtrahend must be carried: its limbs are taken from those of 2p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FieldVector operator -(in FieldVector a, in FieldVector b) =>
        new(a.V0 + (TwiceP0 - b.V0), a.V1 + (TwiceP - b.V1), a.V2 + (TwiceP - b.V2), a.V3 + (TwiceP - b.V3), a.V4 + (TwiceP - b.V4));

    /// <summary>a + b, but a - b in the lanes that are marked by ones; there b must be carried.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static FieldVector PlusOrMinus(in FieldVector a, in FieldVector b, Vector256<ulong> minus)
    {
        // -x = ~x + 1
        var ones = minus.AsUInt32();
        var offset0 = (TwiceP0 & ones) - ones;
        var offset = (TwiceP & ones) - ones;
        return new(
            a.V0 + (b.V0 ^ ones) + offset0, a.V1 + (b.V1 ^ ones) + offset, a.V2 + (b.V2 ^ ones) + offset, a.V3 + (b.V3 ^ ones) + offset,
            a.V4 + (b.V4 ^ ones) + offset);
    }

    public static FieldVector operator *(in FieldVector a, in FieldVector b)
    {
        Vector256<ulong> x0 = Even(a.V0), x2 = Even(a.V1), x4 = Even(a.V2), x6 = Even(a.V3), x8 = Even(a.V4);
        Vector256<ulong> x1 = Odd(a.V0), x3 = Odd(a.V1), x5 = Odd(a.V2), x7 = Odd(a.V3), x9 = Odd(a.V4);
        Vector256<ulong> y0 = Even(b.V0), y2 = Even(b.V1), y4 = Even(b.V2), y6 = Even(b.V3), y8 = Even(b.V4);
        Vector256<ulong> y1 = Odd(b.V0), y3 = Odd(b.V1), y5 = Odd(b.V2), y7 = Odd(b.V3), y9 = Odd(b.V4);

        // Two odd limbs lie half a bit each above their place, so their product counts twice; 2^255 = 19, so what lies ten limbs up
        // comes back times 19.
        Vector256<ulong> d1 = x1 + x1, d3 = x3 + x3, d5 = x5 + x5, d7 = x7 + x7, d9 = x9 + x9;
        Vector256<ulong> w1 = Nineteen(y1), w2 = Nineteen(y2), w3 = Nineteen(y3), w4 = Nineteen(y4), w5 = Nineteen(y5);
        Vector256<ulong> w6 = Nineteen(y6), w7 = Nineteen(y7), w8 = Nineteen(y8), w9 = Nineteen(y9);
        var z0 = X(x0, y0); var z1 = X(x0, y1); var z2 = X(x0, y2); var z3 = X(x0, y3); var z4 = X(x0, y4);
        var z5 = X(x0, y5); var z6 = X(x0, y6); var z7 = X(x0, y7); var z8 = X(x0, y8); var z9 = X(x0, y9);
        z0 += X(d1, w9); z1 += X(x1, y0); z2 += X(d1, y1); z3 += X(x1, y2); z4 += X(d1, y3);
        z5 += X(x1, y4); z6 += X(d1, y5); z7 += X(x1, y6); z8 += X(d1, y7); z9 += X(x1, y8);
        z0 += X(x2, w8); z1 += X(x2, w9); z2 += X(x2, y0); z3 += X(x2, y1); z4 += X(x2, y2);
        z5 += X(x2, y3); z6 += X(x2, y4); z7 += X(x2, y5); z8 += X(x2, y6); z9 += X(x2, y7);
        z0 += X(d3, w7); z1 += X(x3, w8); z2 += X(d3, w9); z3 += X(x3, y0); z4 += X(d3, y1);
        z5 += X(x3, y2); z6 += X(d3, y3); z7 += X(x3, y4); z8 += X(d3, y5); z9 += X(x3, y6);
        z0 += X(x4, w6); z1 += X(x4, w7); z2 += X(x4, w8); z3 += X(x4, w9); z4 += X(x4, y0);
        z5 += X(x4, y1); z6 += X(x4, y2); z7 += X(x4, y3); z8 += X(x4, y4); z9 += X(x4, y5);
        z0 += X(d5, w5); z1 += X(x5, w6); z2 += X(d5, w7); z3 += X(x5, w8); z4 += X(d5, w9);
        z5 += X(x5, y0); z6 += X(d5, y1); z7 += X(x5, y2); z8 += X(d5, y3); z9 += X(x5, y4);
        z0 += X(x6, w4); z1 += X(x6, w5); z2 += X(x6, w6); z3 += X(x6, w7); z4 += X(x6, w8);
        z5 += X(x6, w9); z6 += X(x6, y0); z7 += X(x6, y1); z8 += X(x6, y2); z9 += X(x6, y3);
        z0 += X(d7, w3); z1 += X(x7, w4); z2 += X(d7, w5); z3 += X(x7, w6); z4 += X(d7, w7);
        z5 += X(x7, w8); z6 += X(d7, w9); z7 += X(x7, y0); z8 += X(d7, y1); z9 += X(x7, y2);
        z0 += X(x8, w2); z1 += X(x8, w3); z2 += X(x8, w4); z3 += X(x8, w5); z4 += X(x8, w6);
        z5 += X(x8, w7); z6 += X(x8, w8); z7 += X(x8, w9); z8 += X(x8, y0); z9 += X(x8, y1);
        z0 += X(d9, w1); z1 += X(x9, w2); z2 += X(d9, w3); z3 += X(x9, w4); z4 += X(d9, w5);
        z5 += X(x9, w6); z6 += X(d9, w7); z7 += X(x9, w8); z8 += X(d9, w9); z9 += X(x9, y0);
        return Carry(z0, z1, z2, z3, z4, z5, z6, z7, z8, z9);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal FieldVector Squared()
    {
        Vector256<ulong> x0 = Even(V0), x2 = Even(V1), x4 = Even(V2), x6 = Even(V3), x8 = Even(V4);
        Vector256<ulong> x1 = Odd(V0), x3 = Odd(V1), x5 = Odd(V2), x7 = Odd(V3), x9 = Odd(V4);
        Vector256<ulong> d0 = x0 + x0, d1 = x1 + x1, d2 = x2 + x2, d3 = x3 + x3, d4 = x4 + x4, d5 = x5 + x5, d6 = x6 + x6, d7 = x7 + x7;
        Vector256<ulong> q1 = d1 + d1, q3 = d3 + d3, q5 = d5 + d5, q7 = d7 + d7, d8 = x8 + x8, d9 = x9 + x9;
        Vector256<ulong> w5 = Nineteen(x5), w6 = Nineteen(x6), w7 = Nineteen(x7), w8 = Nineteen(x8), w9 = Nineteen(x9);
        var z0 = X(x0, x0); var z1 = X(d0, x1); var z2 = X(d0, x2); var z3 = X(d0, x3); var z4 = X(d0, x4);
        var z5 = X(d0, x5); var z6 = X(d0, x6); var z7 = X(d0, x7); var z8 = X(d0, x8); var z9 = X(d0, x9);
        z0 += X(q1, w9); z2 += X(d1, x1); z3 += X(d1, x2); z4 += X(q1, x3); z5 += X(d1, x4);
        z6 += X(q1, x5); z7 += X(d1, x6); z8 += X(q1, x7); z9 += X(d1, x8);
        z0 += X(d2, w8); z1 += X(d2, w9); z4 += X(x2, x2); z5 += X(d2, x3); z6 += X(d2, x4);
        z7 += X(d2, x5); z8 += X(d2, x6); z9 += X(d2, x7);
        z0 += X(q3, w7); z1 += X(d3, w8); z2 += X(q3, w9); z6 += X(d3, x3); z7 += X(d3, x4);
        z8 += X(q3, x5); z9 += X(d3, x6);
        z0 += X(d4, w6); z1 += X(d4, w7); z2 += X(d4, w8); z3 += X(d4, w9); z8 += X(x4, x4);
        z9 += X(d4, x5);
        z0 += X(d5, w5); z1 += X(d5, w6); z2 += X(q5, w7); z3 += X(d5, w8); z4 += X(q5, w9);
        z2 += X(x6, w6); z3 += X(d6, w7); z4 += X(d6, w8); z5 += X(d6, w9);
        z4 += X(d7, w7); z5 += X(d7, w8); z6 += X(q7, w9);
        z6 += X(x8, w8); z7 += X(d8, w9);
        z8 += X(d9, w9);
        return Carry(z0, z1, z2, z3, z4, z5, z6, z7, z8, z9);
    }

    /// <summary>This to the power of 2^count.</summary>
    internal FieldVector Squared(int count)
    {
        var result = this;
        for (var i = 0; i < count; i++)
        {
            result = result.Squared();
        }

        return result;
    }

    /// <summary>The lanes in another order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal FieldVector Shuffled(Vector256<ulong> order) =>
        new(Shuffled(V0, order), Shuffled(V1, order), Shuffled(V2, order), Shuffled(V3, order), Shuffled(V4, order));

    /// <summary>The lanes that are marked by ones, and zero in the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal FieldVector Only(Vector256<ulong> lanes)
    {
        var ones = lanes.AsUInt32();
        return new(V0 & ones, V1 & ones, V2 & ones, V3 & ones, V4 & ones);
    }

    // Two chains of carries at a time, from the limbs 0 and 5, and back to where they began.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static FieldVector Carry(
        Vector256<ulong> z0, Vector256<ulong> z1, Vector256<ulong> z2, Vector256<ulong> z3, Vector256<ulong> z4,
        Vector256<ulong> z5, Vector256<ulong> z6, Vector256<ulong> z7, Vector256<ulong> z8, Vector256<ulong> z9)
    {
        z1 += z0 >> EvenBits;
        z6 += z5 >> OddBits;
        z2 += z1 >> OddBits;
        z7 += z6 >> EvenBits;
        z3 += z2 >> EvenBits;
        z8 += z7 >> OddBits;
        z4 += z3 >> OddBits;
        z9 += z8 >> EvenBits;
        var from9 = z9 >> OddBits;
        z5 = (z5 & OddMask) + (z4 >> EvenBits);
        z0 = (z0 & EvenMask) + (from9 << 4) + (from9 << 1) + from9;
        z6 = (z6 & EvenMask) + (z5 >> OddBits);
        z1 = (z1 & OddMask) + (z0 >> EvenBits);
        return new(
            Join(z0 & EvenMask, z1), Join(z2 & EvenMask, z3 & OddMask), Join(z4 & EvenMask, z5 & OddMask), Join(z6, z7 & OddMask),
            Join(z8 & EvenMask, z9 & OddMask));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Shuffled(Vector256<uint> pair, Vector256<ulong> order) =>
        Vector256.Shuffle(pair.AsUInt64(), order).AsUInt32();

    // The high half of a lane takes no part in a product, so the odd limb beside an even one need not be cleared.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Even(Vector256<uint> pair) => pair.AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Odd(Vector256<uint> pair) => pair.AsUInt64() >> 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Join(Vector256<ulong> even, Vector256<ulong> odd) => (even | (odd << 32)).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Nineteen(Vector256<ulong> a) => X(a, Vector256.Create(19UL));

    // The products of the low halves.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> X(Vector256<ulong> a, Vector256<ulong> b)
    {
        if (Avx2.IsSupported)
        {
            return Avx2.Multiply(a.AsUInt32(), b.AsUInt32());
        }

        return Sse2.IsSupported
            ? Vector256.Create(
                Sse2.Multiply(a.GetLower().AsUInt32(), b.GetLower().AsUInt32()), Sse2.Multiply(a.GetUpper().AsUInt32(), b.GetUpper().AsUInt32()))
            : (a & Vector256.Create((ulong)uint.MaxValue)) * (b & Vector256.Create((ulong)uint.MaxValue));
    }

    private static Vector256<uint> Pair(uint even, uint odd) => Vector256.Create(even | ((ulong)odd << 32)).AsUInt32();
}
