using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Aigen.Crypto.Edwards25519;

/// <summary>A number of 512 bits on its way to become a scalar: a SHA-512 digest, or a sum of products.</summary>
[InlineArray(Words)]
internal struct WideScalar
{
    private const int Words = 8, ScalarWords = 4;

    private ulong _words;

    internal static WideScalar From(ReadOnlySpan<byte> bytes)
    {
        var wide = default(WideScalar);
        for (var i = 0; i < Words; i++)
        {
            wide[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(i * sizeof(ulong))..]);
        }

        return wide;
    }

    /// <summary>Adds a coefficient times a scalar: 2^130 such products of 128 and 253 bits have room.</summary>
    internal void AddProduct(UInt128 coefficient, in Scalar scalar)
    {
        AddProduct((ulong)coefficient, scalar, 0);
        AddProduct((ulong)(coefficient >> 64), scalar, 1);
    }

    /// <summary>The scalar below L that equals this modulo L.</summary>
    internal readonly Scalar Reduced()
    {
        // The three highest words are below L as they stand; each further one is shifted in below them.
        var result = new Scalar(this[5], this[6], this[7], 0);
        for (var i = Words - ScalarWords; i >= 0; i--)
        {
            result = ShiftIn(result, this[i]);
        }

        return result;
    }

    // r 2^64 + word modulo L. With c = L - 2^252, q multiples of L are q 2^252, which only clears the bits above 2^252, and q c. Where q
    // does not fit a word, which needs r >= 2^252, the word's largest value leaves a remainder below L as well.
    private static Scalar ShiftIn(in Scalar r, ulong word)
    {
        const int top = 252 - 192;
        var multiples = r.W3 >> top != 0 ? ulong.MaxValue : (r.W3 << (64 - top)) | (r.W2 >> top);
        var above = ((UInt128)(r.W3) << (64 - top)) + (r.W2 >> top) - multiples;
        var low = new Scalar(word, r.W0, r.W1, (r.W2 & ((1UL << top) - 1)) + ((ulong)above << top));
        var product0 = (UInt128)multiples * Scalar.L.W0;
        var product1 = ((UInt128)multiples * Scalar.L.W1) + (product0 >> 64);
        return Scalar.Subtract(low, new((ulong)product0, (ulong)product1, (ulong)(product1 >> 64), 0), out var difference)
            ? difference + Scalar.L
            : difference;
    }

    private void AddProduct(ulong coefficient, in Scalar scalar, int at)
    {
        var carry = Add(at, (UInt128)coefficient * scalar.W0);
        carry = Add(at + 1, ((UInt128)coefficient * scalar.W1) + carry);
        carry = Add(at + 2, ((UInt128)coefficient * scalar.W2) + carry);
        carry = Add(at + 3, ((UInt128)coefficient * scalar.W3) + carry);
        for (var i = at + ScalarWords; carry != 0 && i < Words; i++)
        {
            carry = Add(i, carry);
        }
    }

    private ulong Add(int index, UInt128 value)
    {
        value += this[index];
        this[index] = (ulong)value;
        return (ulong)(value >> 64);
    }
}
