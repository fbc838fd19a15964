using System.Buffers;

namespace Aigen.Crypto.Edwards25519;

/// <summary>
/// Straus's method for few points: all scalars are read from the highest bit down, with one doubling a bit for all of them, and a
/// scalar's odd digits of four bits pick from a table of its point's odd multiples.
/// </summary>
internal static class SlidingWindows
{
    // Digits are odd, from -7 to 7, so four multiples serve; five bits would save five additions a point and cost four multiples more.
    private const int Width = 4, Multiples = 1 << (Width - 2);

    internal static EdwardsPoint Sum(ReadOnlySpan<CachedPoint> points, ReadOnlySpan<Scalar> scalars, int bits)
    {
        var tables = ArrayPool<CachedPoint>.Shared.Rent(points.Length * Multiples);
        var digits = ArrayPool<sbyte>.Shared.Rent(points.Length * (bits + 1));
        Array.Clear(digits, 0, points.Length * (bits + 1));
        for (var i = 0; i < points.Length; i++)
        {
            OddMultiples(points[i], tables.AsSpan(i * Multiples, Multiples));
            Recode(scalars[i], digits.AsSpan(i), points.Length, bits);
        }

        var sum = EdwardsPoint.Identity;
        for (var bit = bits; bit >= 0; bit--)
        {
            sum = bit == bits ? sum : sum.Doubled();
            AddDigits(ref sum, tables, digits.AsSpan(bit * points.Length, points.Length));
        }

        ArrayPool<sbyte>.Shared.Return(digits);
        ArrayPool<CachedPoint>.Shared.Return(tables);
        return sum;
    }

    private static void AddDigits(ref EdwardsPoint sum, CachedPoint[] tables, ReadOnlySpan<sbyte> digits)
    {
        for (var i = digits.IndexOfAnyExcept((sbyte)0); i >= 0 && i < digits.Length; i++)
        {
            var digit = digits[i];
            if (digit > 0)
            {
                sum += tables[(i * Multiples) + (digit >> 1)];
            }
            else if (digit < 0)
            {
                sum += -tables[(i * Multiples) + (-digit >> 1)];
            }
        }
    }

    private static void OddMultiples(in CachedPoint point, Span<CachedPoint> table)
    {
        var multiple = point.ToPoint();
        var twice = multiple.Doubled().Cached();
        table[0] = point;
        for (var i = 1; i < table.Length; i++)
        {
            multiple += twice;
            table[i] = multiple.Cached();
        }
    }

    // A digit takes the bits up to its window's end; where that makes it larger than half the window, it is the window less, and one is
    // carried to the bit above.
    private static void Recode(in Scalar scalar, Span<sbyte> digits, int stride, int bits)
    {
        var carry = 0u;
        for (var bit = 0; bit <= bits;)
        {
            if (scalar.Window(bit, 1) == carry)
            {
                bit++;
                continue;
            }

            var window = scalar.Window(bit, Width) + carry;
            carry = window >> (Width - 1);
            digits[bit * stride] = (sbyte)((int)window - (int)(carry << Width));
            bit += Width;
        }
    }
}
