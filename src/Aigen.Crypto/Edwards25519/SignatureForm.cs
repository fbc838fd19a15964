using Aigen.Primitives;

namespace Aigen.Crypto.Edwards25519;

/// <summary>What can be said of a signature (R, s) and a key A before any arithmetic on the curve.</summary>
internal static class SignatureForm
{
    internal const int PointLength = 32;

    // The points of small order have one of five y: 0, 1, -1, and y and -y of the points of order 8, where d y^4 + 2 y^2 = 1.
    private static readonly FieldNumber[] SmallOrders =
    [
        default, FieldNumber.One, FieldNumber.MinusOne, new(0xB027B2C28F95E826, 0xF098EFF289F4C345, 0x3933C6D305ACDFD5, 0x05FC536D880238B1),
        new(0x4FD84D3D706A17C7, 0x0F67100D760B3CBA, 0xC6CC392CFA53202A, 0x7A03AC9277FDC74E),
    ];

    /// <summary>Whether s is below L and neither A nor R is a y of p or more or a point of small order.</summary>
    internal static bool IsSound(PublicKey key, Signature signature) =>
        Scalar.From(signature.Bytes[PointLength..]).IsBelowL && IsSound(FieldNumber.From(key.Bytes)) && IsSound(FieldNumber.From(signature.Bytes));

    private static bool IsSound(in FieldNumber encoding)
    {
        var y = encoding.WithoutSign;
        return y.IsBelowP && !SmallOrders.AsSpan().Contains(y);
    }
}
