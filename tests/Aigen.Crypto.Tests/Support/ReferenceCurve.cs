using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using Aigen.Primitives;

namespace Aigen.Crypto.Tests;

/// <summary>The curve and the signature rule once more, slowly, from plain integers.</summary>
internal static class ReferenceCurve
{
    internal static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;
    internal static readonly BigInteger L =
        BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", CultureInfo.InvariantCulture);

    internal static readonly BigInteger D = Mod(-121665 * Inverse(121666));
    internal static readonly BigInteger RootOfMinusOne = BigInteger.ModPow(2, (P - 1) / 4, P);
    internal static readonly (BigInteger X, BigInteger Y) Zero = (0, 1);
    internal static readonly (BigInteger X, BigInteger Y) Base = Decode(Bytes(Mod(4 * Inverse(5))))!.Value;

    /// <summary>The eight points of small order: the multiples of one of order 8.</summary>
    internal static readonly (BigInteger X, BigInteger Y)[] SmallOrders = FindSmallOrders();

    internal static BigInteger Mod(BigInteger a) => ((a % P) + P) % P;

    internal static BigInteger Inverse(BigInteger a) => BigInteger.ModPow(Mod(a), P - 2, P);

    internal static (BigInteger X, BigInteger Y) Add((BigInteger X, BigInteger Y) p, (BigInteger X, BigInteger Y) q)
    {
        var t = D * p.X * q.X * p.Y * q.Y;
        return (Mod(((p.X * q.Y) + (q.X * p.Y)) * Inverse(1 + t)), Mod(((p.Y * q.Y) + (p.X * q.X)) * Inverse(1 - t)));
    }

    internal static (BigInteger X, BigInteger Y) Times(BigInteger n, (BigInteger X, BigInteger Y) p)
    {
        (BigInteger X, BigInteger Y, BigInteger Z) sum = (0, 1, 1), power = (p.X, p.Y, 1);
        for (; n > 0; n >>= 1)
        {
            sum = n.IsEven ? sum : Add(sum, power);
            power = Add(power, power);
        }

        return (Mod(sum.X * Inverse(sum.Z)), Mod(sum.Y * Inverse(sum.Z)));
    }

    internal static byte[] Bytes(BigInteger number)
    {
        var bytes = new byte[32];
        number.ToByteArray(isUnsigned: true).CopyTo(bytes, 0);
        return bytes;
    }

    internal static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true);

    internal static byte[] Encode((BigInteger X, BigInteger Y) point) => Bytes(point.Y + (point.X.IsEven ? 0 : BigInteger.Pow(2, 255)));

    internal static (BigInteger X, BigInteger Y)? Decode(ReadOnlySpan<byte> bytes)
    {
        var (number, half) = (Number(bytes), BigInteger.Pow(2, 255));
        var (sign, y) = (number >= half, number % half);
        var square = Mod(((y * y) - 1) * Inverse((D * y * y) + 1));
        var x = BigInteger.ModPow(square, (P + 3) / 8, P);
        x = Mod(x * x) == square ? x : Mod(x * RootOfMinusOne);
        return y >= P || Mod(x * x) != square || (x.IsZero && sign) ? null : (x.IsEven == sign ? P - x : x, y);
    }

    /// <summary>The rule of docs/adr/0011-signature-rule.md, word for word.</summary>
    internal static bool IsValid(SignedHash item)
    {
        var s = Number(item.Signature.Bytes[32..]);
        if (s >= L || Decode(item.Key.Bytes) is not { } a || Decode(item.Signature.Bytes[..32]) is not { } r
            || Times(8, a) == Zero || Times(8, r) == Zero)
        {
            return false;
        }

        var h = Number(SHA512.HashData([.. item.Signature.Bytes[..32], .. item.Key.Bytes, .. item.Hash.Bytes])) % L;
        return Times(8, Times(s, Base)) == Times(8, Add(r, Times(h, a)));
    }

    // Add with x = X/Z and y = Y/Z put in and the fractions cleared.
    private static (BigInteger X, BigInteger Y, BigInteger Z) Add(
        (BigInteger X, BigInteger Y, BigInteger Z) p, (BigInteger X, BigInteger Y, BigInteger Z) q)
    {
        var z = Mod(p.Z * q.Z);
        var t = Mod(D * Mod(p.X * q.X) * Mod(p.Y * q.Y));
        var (plus, minus) = ((z * z) + t, (z * z) - t);
        return (Mod(((p.X * q.Y) + (q.X * p.Y)) * z % P * minus), Mod(((p.Y * q.Y) + (p.X * q.X)) * z % P * plus), Mod(plus * minus));
    }

    private static (BigInteger X, BigInteger Y)[] FindSmallOrders()
    {
        for (var y = 2; ; y++)
        {
            if (Decode(Bytes(y)) is { } point && Times(L, point) is var torsion && Times(4, torsion) != Zero)
            {
                return [.. Enumerable.Range(0, 8).Select(k => Times(k, torsion))];
            }
        }
    }
}
