namespace Aigen.Crypto.Edwards25519;

/// <summary>B, the point with y = 4/5 and an even x (RFC 8032, 5.1).</summary>
internal static class BasePoint
{
    internal static readonly CachedPoint Cached = Decode();

    private static CachedPoint Decode()
    {
        Span<CachedPoint> point = stackalloc CachedPoint[1];
        PointDecoder.Decode([new(0x6666666666666658, 0x6666666666666666, 0x6666666666666666, 0x6666666666666666)], point, stackalloc bool[1]);
        return point[0];
    }
}
