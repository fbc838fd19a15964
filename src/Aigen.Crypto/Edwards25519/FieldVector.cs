using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FieldVector operator *(in FieldVector a, in FieldVector b) => FieldProducts.Multiply(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal FieldVector Squared() => FieldProducts.Square(this);

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Shuffled(Vector256<uint> pair, Vector256<ulong> order) =>
        Vector256.Shuffle(pair.AsUInt64(), order).AsUInt32();

    private static Vector256<uint> Pair(uint even, uint odd) => Vector256.Create(even | ((ulong)odd << 32)).AsUInt32();
}
