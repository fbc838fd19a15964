using System.Numerics;
using Aigen.Crypto.Edwards25519;

namespace Aigen.Crypto.Tests.Edwards25519;

public class ScalarTests
{
    private static readonly BigInteger L = ReferenceCurve.L, Full = BigInteger.Pow(2, 512) - 1;

    // L 2^k sits where a step of the reduction meets a remainder of 2^252 or more.
    private static readonly BigInteger[] Wide =
    [
        0, 1, L - 1, L, L + 1, 2 * L, BigInteger.Pow(2, 252), BigInteger.Pow(2, 252) - 1, L * L, Full, (L << 64) - 1, (L << 128) - 1, (L << 192) - 1,
        (L << 259) - 1, ((L - 1) << 64) + ulong.MaxValue, BigInteger.Pow(2, 316), BigInteger.Pow(2, 316) + 1, BigInteger.Pow(2, 511), Full - L,
    ];

    private readonly Random _random = new(11);

    [Fact]
    public void Reduced_OfEdgesAndRandomNumbers_IsTheRemainder()
    {
        foreach (var number in Wide.Concat(Enumerable.Range(0, 2000).Select(_ => RandomNumber(64))))
        {
            Assert.Equal(number % L, Number(WideScalar.From(Padded(number)).Reduced()));
        }
    }

    [Fact]
    public void AddProduct_ManyTimes_IsTheSumModuloL()
    {
        var (sum, expected) = (default(WideScalar), BigInteger.Zero);
        for (var i = 0; i < 500; i++)
        {
            var scalar = i % 3 == 0 ? L - 1 : RandomNumber(32) % L;
            var coefficient = i % 4 == 0 ? UInt128.MaxValue : new UInt128((ulong)_random.NextInt64(), (ulong)_random.NextInt64());
            sum.AddProduct(coefficient, Of(scalar));
            expected += (BigInteger)coefficient * scalar;
        }

        Assert.Equal(expected % L, Number(sum.Reduced()));
    }

    [Fact]
    public void IsBelowL_AroundL_IsExact()
    {
        foreach (var below in new[] { 0, 1, L - 1, BigInteger.Pow(2, 252) })
        {
            Assert.True(Of(below).IsBelowL);
        }

        foreach (var above in new[] { L, L + 1, BigInteger.Pow(2, 253), BigInteger.Pow(2, 255), BigInteger.Pow(2, 256) - 1 })
        {
            Assert.False(Of(above).IsBelowL);
        }
    }

    [Fact]
    public void Arithmetic_OfRandomScalars_IsThatOfIntegers()
    {
        for (var i = 0; i < 500; i++)
        {
            var (a, b) = (RandomNumber(32) % L, RandomNumber(32) % L);
            Assert.Equal((L - a) % L, Number(-Of(a)));
            Assert.Equal((a + b) % BigInteger.Pow(2, 256), Number(Of(a) + Of(b)));
            var (start, count) = (_random.Next(256), _random.Next(1, 17));
            Assert.Equal((a >> start) % BigInteger.Pow(2, count), Of(a).Window(start, count));
        }

        Assert.True((-default(Scalar)).IsZero);
        Assert.Equal(BigInteger.Pow(2, 200), Number(Scalar.PowerOfTwo(200)));
    }

    private static Scalar Of(BigInteger number) => Scalar.From(ReferenceCurve.Bytes(number));

    private static BigInteger Number(Scalar scalar) =>
        scalar.W0 + ((BigInteger)scalar.W1 << 64) + ((BigInteger)scalar.W2 << 128) + ((BigInteger)scalar.W3 << 192);

    private static byte[] Padded(BigInteger number)
    {
        var bytes = new byte[64];
        number.ToByteArray(isUnsigned: true).CopyTo(bytes, 0);
        return bytes;
    }

    private BigInteger RandomNumber(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return ReferenceCurve.Number(bytes);
    }
}
