using System.Buffers.Binary;

namespace Aigen.Crypto.Edwards25519;

/// <summary>A number of 256 bits in four little-endian words; as a multiplier it counts modulo L, the order of the base point.</summary>
internal readonly record struct Scalar(ulong W0, ulong W1, ulong W2, ulong W3)
{
    /// <summary>How many bits a scalar below L has: L = 2^252 + 27742317777372353535851937790883648493 (RFC 8032, 5.1).</summary>
    internal const int ReducedBits = 253;

    internal static readonly Scalar L = new(0x5812631A5CF5D3ED, 0x14DEF9DEA2F79CD6, 0, 0x1000000000000000);

    internal bool IsZero => (W0 | W1 | W2 | W3) == 0;

    internal bool IsBelowL => Subtract(this, L, out _);

    internal static Scalar From(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]), BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]));

    internal static Scalar PowerOfTwo(int bit)
    {
        return new(InWord(0), InWord(1), InWord(2), InWord(3));

        ulong InWord(int word) => bit / 64 == word ? 1UL << (bit % 64) : 0;
    }

    /// <summary>L less a scalar below it.</summary>
    public static Scalar operator -(in Scalar a)
    {
        Subtract(a.IsZero ? default : L, a, out var difference);
        return difference;
    }

    /// <summary>Modulo 2^256.</summary>
    public static Scalar operator +(in Scalar a, in Scalar b)
    {
        var w0 = (UInt128)a.W0 + b.W0;
        var w1 = (UInt128)a.W1 + b.W1 + (w0 >> 64);
        var w2 = (UInt128)a.W2 + b.W2 + (w1 >> 64);
        return new((ulong)w0, (ulong)w1, (ulong)w2, a.W3 + b.W3 + (ulong)(w2 >> 64));
    }

    /// <summary>a - b modulo 2^256, and whether it fell below zero.</summary>
    internal static bool Subtract(in Scalar a, in Scalar b, out Scalar difference)
    {
        var w0 = (Int128)a.W0 - b.W0;
        var w1 = (Int128)a.W1 - b.W1 + (w0 >> 64);
        var w2 = (Int128)a.W2 - b.W2 + (w1 >> 64);
        var w3 = (Int128)a.W3 - b.W3 + (w2 >> 64);
        difference = new((ulong)w0, (ulong)w1, (ulong)w2, (ulong)w3);
        return w3 < 0;
    }

    /// <summary>Some bits, from the lowest; above the highest there are zeros.</summary>
    internal uint Window(int start, int count)
    {
        var (word, shift) = (start / 64, start % 64);
        var bits = Word(word) >> shift;
        if (shift + count > 64)
        {
            bits |= Word(word + 1) << (64 - shift);
        }

        return (uint)bits & ((1u << count) - 1);
    }

    private ulong Word(int index) => index switch { 0 => W0, 1 => W1, 2 => W2, 3 => W3, _ => 0 };
}
