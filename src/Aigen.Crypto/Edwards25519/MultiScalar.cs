namespace Aigen.Crypto.Edwards25519;

/// <summary>Sums of scalars times points.</summary>
internal static class MultiScalar
{
    // Counted in products: a window of 4 bits costs a point of 128 bits about 64 of them, buckets cost it 70 where there are 192 such
    // points and 60 where there are 256; for scalars of 253 bits the two meet near 300.
    private const int FewPoints = 192;

    /// <summary>The sum over all points; the scalars are below 2^bits.</summary>
    internal static EdwardsPoint Sum(ReadOnlySpan<CachedPoint> points, ReadOnlySpan<Scalar> scalars, int bits) =>
        points.Length < FewPoints ? SlidingWindows.Sum(points, scalars, bits) : Buckets.Sum(points, scalars, bits);
}
