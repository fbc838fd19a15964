using System.Runtime.Intrinsics;

namespace Aigen.Crypto.Edwards25519;

/// <summary>The way between numbers as they are written and the lanes of a <see cref="FieldVector"/>.</summary>
internal static class FieldLanes
{
    // A pair of limbs, 26 and 25 bits, is 51 bits of the number.
    private const int PairBits = FieldVector.EvenBits + FieldVector.OddBits;
    private const ulong PairMask = (1UL << PairBits) - 1, EvenMask = (1UL << FieldVector.EvenBits) - 1;

    internal static FieldVector InEveryLane(in FieldNumber number) => Join(number, number, number, number);

    /// <summary>Four numbers below 2^255.</summary>
    internal static FieldVector Join(in FieldNumber a, in FieldNumber b, in FieldNumber c, in FieldNumber d) => new(
        Pair(a.W0, b.W0, c.W0, d.W0),
        Pair(
            (a.W0 >> 51) | (a.W1 << 13), (b.W0 >> 51) | (b.W1 << 13), (c.W0 >> 51) | (c.W1 << 13), (d.W0 >> 51) | (d.W1 << 13)),
        Pair(
            (a.W1 >> 38) | (a.W2 << 26), (b.W1 >> 38) | (b.W2 << 26), (c.W1 >> 38) | (c.W2 << 26), (d.W1 >> 38) | (d.W2 << 26)),
        Pair(
            (a.W2 >> 25) | (a.W3 << 39), (b.W2 >> 25) | (b.W3 << 39), (c.W2 >> 25) | (c.W3 << 39), (d.W2 >> 25) | (d.W3 << 39)),
        Pair(a.W3 >> 12, b.W3 >> 12, c.W3 >> 12, d.W3 >> 12));

    /// <summary>One lane's number, from 0 to p - 1; sums and differences need not be carried.</summary>
    internal static FieldNumber Lane(in FieldVector vector, int lane)
    {
        ulong r0 = Pair(vector.V0, lane), r1 = Pair(vector.V1, lane), r2 = Pair(vector.V2, lane);
        ulong r3 = Pair(vector.V3, lane), r4 = Pair(vector.V4, lane);

        // What rises above 2^255 comes back times 19; the second round leaves less than 2^255, and 19 more tells whether p is reached.
        var top = Carry(ref r0, ref r1, ref r2, ref r3, ref r4, 0);
        top = Carry(ref r0, ref r1, ref r2, ref r3, ref r4, 19 * top);
        top = Carry(ref r0, ref r1, ref r2, ref r3, ref r4, (19 * top) + 19);
        if (top == 0)
        {
            Carry(ref r0, ref r1, ref r2, ref r3, ref r4, unchecked((ulong)-19));
        }

        return new(r0 | (r1 << 51), (r1 >> 13) | (r2 << 38), (r2 >> 26) | (r3 << 25), (r3 >> 39) | (r4 << 12));
    }

    /// <summary>The same lane of four vectors, side by side.</summary>
    internal static FieldVector Across(in FieldVector a, in FieldVector b, in FieldVector c, in FieldVector d, int lane) => new(
        Across(a.V0, b.V0, c.V0, d.V0, lane), Across(a.V1, b.V1, c.V1, d.V1, lane), Across(a.V2, b.V2, c.V2, d.V2, lane),
        Across(a.V3, b.V3, c.V3, d.V3, lane), Across(a.V4, b.V4, c.V4, d.V4, lane));

    private static Vector256<uint> Across(Vector256<uint> a, Vector256<uint> b, Vector256<uint> c, Vector256<uint> d, int lane) =>
        Vector256.Create(a.AsUInt64()[lane], b.AsUInt64()[lane], c.AsUInt64()[lane], d.AsUInt64()[lane]).AsUInt32();

    private static Vector256<uint> Pair(ulong a, ulong b, ulong c, ulong d)
    {
        var pairs = Vector256.Create(a, b, c, d) & Vector256.Create(PairMask);
        return ((pairs & Vector256.Create(EvenMask)) | ((pairs >> FieldVector.EvenBits) << 32)).AsUInt32();
    }

    private static ulong Pair(Vector256<uint> pairs, int lane) =>
        pairs.GetElement(2 * lane) + ((ulong)pairs.GetElement((2 * lane) + 1) << FieldVector.EvenBits);

    // Adds a small number, which may be below zero as long as the sum is not, and returns what rises above 2^255.
    private static ulong Carry(ref ulong r0, ref ulong r1, ref ulong r2, ref ulong r3, ref ulong r4, ulong added)
    {
        r0 += added;
        r1 += (ulong)((long)r0 >> PairBits);
        r2 += (ulong)((long)r1 >> PairBits);
        r3 += (ulong)((long)r2 >> PairBits);
        r4 += (ulong)((long)r3 >> PairBits);
        var above = r4 >> PairBits;
        (r0, r1, r2, r3, r4) = (r0 & PairMask, r1 & PairMask, r2 & PairMask, r3 & PairMask, r4 & PairMask);
        return above;
    }
}
