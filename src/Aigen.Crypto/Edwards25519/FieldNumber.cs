using System.Buffers.Binary;

namespace Aigen.Crypto.Edwards25519;

/// <summary>Four little-endian words: a number modulo p as it is written, or an encoded point, whose highest bit is the sign of x.</summary>
internal readonly record struct FieldNumber(ulong W0, ulong W1, ulong W2, ulong W3)
{
    internal const ulong SignBit = 1UL << 63;

    // p = 2^255 - 19: the three words above the lowest have every bit but the sign's.
    private const ulong LowestOfP = ulong.MaxValue - 18, HighestOfP = SignBit - 1;

    internal static readonly FieldNumber One = new(1, 0, 0, 0);

    internal static readonly FieldNumber MinusOne = new(LowestOfP - 1, ulong.MaxValue, ulong.MaxValue, HighestOfP);

    internal bool IsZero => (W0 | W1 | W2 | W3) == 0;

    internal bool IsOdd => (W0 & 1) != 0;

    internal bool HasSign => (W3 & SignBit) != 0;

    internal FieldNumber WithoutSign => this with { W3 = W3 & ~SignBit };

    internal bool IsBelowP => W3 < HighestOfP || (W3 == HighestOfP && ((W1 & W2) != ulong.MaxValue || W0 < LowestOfP));

    internal static FieldNumber From(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]), BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]));
}
