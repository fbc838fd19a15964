using System.Numerics;
using Aigen.Crypto.Edwards25519;

namespace Aigen.Crypto.Tests.Edwards25519;

public class MultiScalarTests
{
    private readonly Random _random = new(17);

    [Theory]
    [InlineData(1, Scalar.ReducedBits)]
    [InlineData(2, Scalar.ReducedBits)]
    [InlineData(3, 128)]
    [InlineData(20, Scalar.ReducedBits)]
    [InlineData(40, 128)]
    public void Sum_OfEitherMethod_IsTheSumOfSingleMultiplications(int count, int bits)
    {
        var points = Enumerable.Range(1, count).Select(i => ReferenceCurve.Times(i * i, ReferenceCurve.Base)).ToArray();
        var numbers = Enumerable.Range(0, count).Select(i => Number(i, bits)).ToArray();
        var expected = points.Zip(numbers, (p, n) => ReferenceCurve.Times(n, p)).Aggregate(ReferenceCurve.Add);
        var (cached, _) = EdwardsPointTests.Decode([.. points.Select(ReferenceCurve.Encode)]);
        var scalars = Array.ConvertAll(numbers, n => Scalar.From(ReferenceCurve.Bytes(n)));
        Assert.Equal(expected, EdwardsPointTests.Affine(SlidingWindows.Sum(cached, scalars, bits)));
        Assert.Equal(expected, EdwardsPointTests.Affine(Buckets.Sum(cached, scalars, bits)));
    }

    // Every width of window that buckets choose, up to more points than any batch has.
    [Theory]
    [InlineData(10, 128)]
    [InlineData(150, 128)]
    [InlineData(256, 128)]
    [InlineData(257, Scalar.ReducedBits)]
    [InlineData(700, Scalar.ReducedBits)]
    [InlineData(1500, 128)]
    public void Sum_OfManyMultiplesOfTheBasePoint_IsTheirSumTimesIt(int count, int bits)
    {
        var numbers = Enumerable.Range(0, count).Select(i => Number(i, bits)).ToArray();
        var points = new CachedPoint[count];
        var (point, total) = (EdwardsPoint.Identity, BigInteger.Zero);
        for (var i = 0; i < count; i++)
        {
            point += BasePoint.Cached;
            points[i] = point.Cached();
            total += numbers[i] * (i + 1);
        }

        var expected = ReferenceCurve.Times(total % ReferenceCurve.L, ReferenceCurve.Base);
        var scalars = Array.ConvertAll(numbers, n => Scalar.From(ReferenceCurve.Bytes(n)));
        Assert.Equal(expected, EdwardsPointTests.Affine(Buckets.Sum(points, scalars, bits)));
        Assert.Equal(expected, EdwardsPointTests.Affine(MultiScalar.Sum(points, scalars, bits)));
    }

    [Fact]
    public void Sum_OfZeros_IsTheNeutralElement()
    {
        var points = Enumerable.Repeat(BasePoint.Cached, 300).ToArray();
        Assert.True(MultiScalar.Sum(points, new Scalar[300], 128).IsIdentity);
        Assert.True(MultiScalar.Sum(points.AsSpan(0, 2), new Scalar[2], 128).IsIdentity);
        Assert.True(MultiScalar.Sum([], [], 128).IsIdentity);
    }

    // Among them the edges: none, one, all bits, and the largest that the bits allow.
    private BigInteger Number(int index, int bits)
    {
        var largest = bits == Scalar.ReducedBits ? ReferenceCurve.L - 1 : BigInteger.Pow(2, bits) - 1;
        var bytes = new byte[32];
        _random.NextBytes(bytes);
        return (index % 7) switch { 3 => largest, 4 => 0, 5 => 1, 6 => BigInteger.Pow(2, bits - 1) - 1, _ => ReferenceCurve.Number(bytes) % (largest + 1) };
    }
}
