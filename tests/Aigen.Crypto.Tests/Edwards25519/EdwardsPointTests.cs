using System.Numerics;
using System.Runtime.CompilerServices;
using Aigen.Crypto.Edwards25519;

namespace Aigen.Crypto.Tests.Edwards25519;

public class EdwardsPointTests
{
    private readonly Random _random = new(13);

    [Fact]
    public void Decode_RandomEncodings_FindsThePointsOfTheReference()
    {
        var encodings = Enumerable.Range(0, 150).Select(_ => RandomBytes()).ToArray();
        var (points, decoded) = Decode(encodings);
        for (var i = 0; i < encodings.Length; i++)
        {
            var expected = ReferenceCurve.Decode(encodings[i]);
            Assert.Equal(expected is not null, decoded[i]);
            Assert.True(expected is null || Affine(points[i].ToPoint()) == expected);
        }
    }

    [Fact]
    public void Decode_EverySmallYAndThoseAroundP_AgreesWithTheReference()
    {
        var numbers = Enumerable.Range(-25, 50).Select(i => i < 0 ? BigInteger.Pow(2, 255) + i : i);
        var encodings = numbers.SelectMany(y => new[] { y, y + BigInteger.Pow(2, 255) }).Select(ReferenceCurve.Bytes).ToArray();
        var (_, decoded) = Decode(encodings);
        Assert.Equal(encodings.Select(e => ReferenceCurve.Decode(e) is not null), decoded);
    }

    [Fact]
    public void AdditionAndDoubling_OfAnyTwoPoints_AreThoseOfTheReference()
    {
        var expected = ReferenceCurve.SmallOrders.Append(ReferenceCurve.Base).Concat(Enumerable.Range(0, 6).Select(_ => RandomPoint())).ToArray();
        var (points, _) = Decode([.. expected.Select(ReferenceCurve.Encode)]);
        for (var i = 0; i < expected.Length; i++)
        {
            var point = points[i].ToPoint();
            Assert.Equal(ReferenceCurve.Add(expected[i], expected[i]), Affine(point.Doubled()));
            Assert.Equal((ReferenceCurve.Mod(-expected[i].X), expected[i].Y), Affine((-points[i]).ToPoint()));
            for (var j = 0; j < expected.Length; j++)
            {
                var sum = ReferenceCurve.Add(expected[i], expected[j]);
                Assert.Equal(sum, Affine(point + points[j]));
                Assert.Equal(sum, Affine(point + points[j].ToPoint().Doubled().Cached() + -points[j]));
            }
        }
    }

    [Fact]
    public void IsIdentity_HoldsForTheNeutralElementAlone_AndTimesTheCofactorForSmallOrders()
    {
        var (small, _) = Decode([.. ReferenceCurve.SmallOrders.Select(ReferenceCurve.Encode)]);
        for (var i = 0; i < small.Length; i++)
        {
            Assert.Equal(i == 0, small[i].ToPoint().IsIdentity);
            Assert.True(small[i].ToPoint().IsIdentityTimesCofactor);
            Assert.False((small[i].ToPoint() + BasePoint.Cached).IsIdentityTimesCofactor);
        }

        Assert.True((BasePoint.Cached.ToPoint() + -BasePoint.Cached).IsIdentity);
        Assert.True(EdwardsPoint.Identity.Doubled().IsIdentity);
    }

    internal static (CachedPoint[] Points, bool[] Decoded) Decode(byte[][] encodings)
    {
        var (points, decoded) = (new CachedPoint[encodings.Length], new bool[encodings.Length]);
        PointDecoder.Decode(Array.ConvertAll(encodings, e => FieldNumber.From(e)), points, decoded);
        return (points, decoded);
    }

    /// <summary>x and y of a point; its T must be theirs too.</summary>
    internal static (BigInteger X, BigInteger Y) Affine(EdwardsPoint point)
    {
        var coordinates = Unsafe.As<EdwardsPoint, FieldVector>(ref point);
        var (x, y, z, t) = (Lane(coordinates, 0), Lane(coordinates, 1), Lane(coordinates, 2), Lane(coordinates, 3));
        Assert.Equal(ReferenceCurve.Mod(x * y), ReferenceCurve.Mod(z * t));
        var inverse = ReferenceCurve.Inverse(z);
        return (ReferenceCurve.Mod(x * inverse), ReferenceCurve.Mod(y * inverse));
    }

    private static BigInteger Lane(FieldVector vector, int lane)
    {
        var number = FieldLanes.Lane(vector, lane);
        return number.W0 + ((BigInteger)number.W1 << 64) + ((BigInteger)number.W2 << 128) + ((BigInteger)number.W3 << 192);
    }

    private (BigInteger X, BigInteger Y) RandomPoint() => ReferenceCurve.Decode(RandomBytes()) ?? RandomPoint();

    private byte[] RandomBytes()
    {
        var bytes = new byte[32];
        _random.NextBytes(bytes);
        return bytes;
    }
}
