namespace Aigen.Crypto.Edwards25519;

/// <summary>Sums of scalars times points.</summary>
internal static class MultiScalar
{
    // Counted in products, windows cost a point of 128 bits 64 and buckets cost it 65 where there are 192 points, 60 where there are
    // 256. For 253 bits the count meets near 280, but the windows' tables outgrow the cache before: 256 measured dearer than buckets.
    private const int FewPoints = 192;

    /// <summary>The sum over all points; the scalars are below 2^bits.</summary>
    internal static EdwardsPoint Sum(ReadOnlySpan<CachedPoint> points, ReadOnlySpan<Scalar> scalars, int bits) =>
        points.Length < FewPoints ? SlidingWindows.Sum(points, scalars, bits) : Buckets.Sum(points, scalars, bits);
}
