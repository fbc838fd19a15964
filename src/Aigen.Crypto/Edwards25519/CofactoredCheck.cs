using Aigen.Primitives;

namespace Aigen.Crypto.Edwards25519;

/// <summary>One signature under the cofactored equation [8]([h]A + R - [s]B) = O. The signature must be sound in form.</summary>
internal static class CofactoredCheck
{
    internal static bool Holds(PublicKey key, ReadOnlySpan<byte> message, Signature signature)
    {
        Span<CachedPoint> points = stackalloc CachedPoint[2];
        Span<bool> decoded = stackalloc bool[2];
        PointDecoder.Decode([FieldNumber.From(key.Bytes), FieldNumber.From(signature.Bytes)], points, decoded);
        if (!decoded[0] || !decoded[1])
        {
            return false;
        }

        var response = Scalar.From(signature.Bytes[SignatureForm.PointLength..]);
        var sum = MultiScalar.Sum(
            [points[0], BasePoint.Cached], [Challenge.Of(key, message, signature), -response], Scalar.ReducedBits);
        return (sum + points[1]).IsIdentityTimesCofactor;
    }
}
