using System.Buffers;

namespace Aigen.Crypto.Edwards25519;

/// <summary>
/// Pippenger's method for many points: in each window of bits a point goes to the bucket of its digit, and the buckets' running sums
/// weigh each by its number. Digits have a sign, so a window of w bits needs 2^(w-1) buckets.
/// </summary>
internal static class Buckets
{
    private const int SmallestWidth = 3, LargestWidth = 10;

    internal static EdwardsPoint Sum(ReadOnlySpan<CachedPoint> points, ReadOnlySpan<Scalar> scalars, int bits)
    {
        var width = Width(points.Length, bits);
        var windows = Windows(width, bits);
        var buckets = ArrayPool<EdwardsPoint>.Shared.Rent(1 << (width - 1));
        var raised = ArrayPool<Scalar>.Shared.Rent(points.Length);
        Raise(scalars, raised, width, windows);
        var sum = EdwardsPoint.Identity;
        for (var window = windows - 1; window >= 0; window--)
        {
            for (var i = 0; i < width; i++)
            {
                sum = sum.Doubled();
            }

            Fill(buckets, points, raised, width, window, isHighest: window == windows - 1);
            sum += Weigh(buckets.AsSpan(0, 1 << (width - 1))).Cached();
        }

        ArrayPool<Scalar>.Shared.Return(raised);
        ArrayPool<EdwardsPoint>.Shared.Return(buckets);
        return sum;
    }

    // An addition is two products, and a bucket costs two additions with a conversion each: six.
    private static int Width(int points, int bits)
    {
        var best = SmallestWidth;
        for (var width = best + 1; width <= LargestWidth; width++)
        {
            best = Cost(width) < Cost(best) ? width : best;
        }

        return best;

        int Cost(int width) => Windows(width, bits) * ((2 * points) + (6 << (width - 1)));
    }

    // One bit more than the scalars have, for the sign of the digit below.
    private static int Windows(int width, int bits) => (bits + width) / width;

    // Half a window is added to every digit but the highest beforehand, and taken off again when the digit is read: that gives digits
    // with a sign and no carry from one to the next.
    private static void Raise(ReadOnlySpan<Scalar> scalars, Span<Scalar> raised, int width, int windows)
    {
        var halves = default(Scalar);
        for (var window = 0; window < windows - 1; window++)
        {
            halves += Scalar.PowerOfTwo((window * width) + width - 1);
        }

        for (var i = 0; i < scalars.Length; i++)
        {
            raised[i] = scalars[i] + halves;
        }
    }

    private static void Fill(
        EdwardsPoint[] buckets, ReadOnlySpan<CachedPoint> points, Scalar[] raised, int width, int window, bool isHighest)
    {
        var count = 1 << (width - 1);
        var half = isHighest ? 0 : count;
        buckets.AsSpan(0, count).Fill(EdwardsPoint.Identity);
        for (var i = 0; i < points.Length; i++)
        {
            var digit = (int)raised[i].Window(window * width, width) - half;
            if (digit > 0)
            {
                buckets[digit - 1] += points[i];
            }
            else if (digit < 0)
            {
                buckets[-digit - 1] += -points[i];
            }
        }
    }

    private static EdwardsPoint Weigh(ReadOnlySpan<EdwardsPoint> buckets)
    {
        var running = buckets[^1];
        var sum = running;
        for (var i = buckets.Length - 2; i >= 0; i--)
        {
            running += buckets[i].Cached();
            sum += running.Cached();
        }

        return sum;
    }
}
