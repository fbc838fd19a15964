using System.Numerics;
using System.Runtime.InteropServices;
using Aigen.Crypto.Edwards25519;

namespace Aigen.Crypto.Tests.Edwards25519;

public class FieldVectorTests
{
    private const int Words = 20, Lanes = 4;
    private const double Carried = 1.01, LargestSecond = 3.3, LargestFirst = 6;

    private static readonly BigInteger[] Edges =
        [0, 1, 2, 18, 19, 20, ReferenceCurve.P - 1, ReferenceCurve.P, ReferenceCurve.P + 1, BigInteger.Pow(2, 255) - 1, BigInteger.Pow(2, 254)];

    private readonly Random _random = new(7);

    [Fact]
    public void Lane_OfJoinedNumbers_IsEachModuloP()
    {
        foreach (var number in Edges.Concat(Enumerable.Range(0, 200).Select(_ => RandomNumber())))
        {
            var vector = FieldLanes.Join(Of(0), Of(number), Of(1), Of(number));
            Assert.Equal(number % ReferenceCurve.P, Number(FieldLanes.Lane(vector, 1)));
            Assert.Equal(number % ReferenceCurve.P, Number(FieldLanes.Lane(vector, 3)));
            Assert.Equal(BigInteger.One, Number(FieldLanes.Lane(vector, 2)));
        }
    }

    [Fact]
    public void Arithmetic_OfEdges_IsThatOfIntegers()
    {
        foreach (var a in Edges)
        {
            foreach (var b in Edges)
            {
                Check(FieldLanes.InEveryLane(Of(a)), FieldLanes.Join(Of(b), Of(a), Of(1), Of(b)));
            }
        }
    }

    [Fact]
    public void Arithmetic_OfRandomLimbs_IsThatOfIntegers()
    {
        for (var i = 0; i < 1500; i++)
        {
            Check(Limbs(Carried, i % 5 == 0), Limbs(Carried, i % 7 == 0));
        }
    }

    [Fact]
    public void Product_OfTheLargestLimbsAllowed_IsRightAndCarried()
    {
        for (var i = 0; i < 1500; i++)
        {
            var (a, b) = (Limbs(LargestFirst, i % 3 == 0), Limbs(LargestSecond, i % 2 == 0));
            Expect(a * b, lane => Value(a, lane) * Value(b, lane));
            Expect(b.Squared(), lane => Value(b, lane) * Value(b, lane));
            Assert.All(Pairs(a * b), IsCarried);
            Assert.All(Pairs(b.Squared()), IsCarried);
        }
    }

    [Fact]
    public void Squared_SeveralTimes_IsThePower()
    {
        var a = Limbs(Carried, largest: false);
        Expect(a.Squared(9), lane => BigInteger.ModPow(Value(a, lane), 512, ReferenceCurve.P));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void IsBelowP_AroundP_IsExact(bool withHighWords)
    {
        var high = withHighWords ? BigInteger.Zero : BigInteger.Pow(2, 200);
        Assert.True(Of(ReferenceCurve.P - 1 - high).IsBelowP);
        Assert.Equal(!withHighWords, Of(ReferenceCurve.P - high).IsBelowP);
        Assert.Equal(!withHighWords, Of(BigInteger.Pow(2, 255) - 1 - high).IsBelowP);
    }

    private static void Check(FieldVector a, FieldVector b)
    {
        Expect(a + b, lane => Value(a, lane) + Value(b, lane));
        Expect(a - b, lane => Value(a, lane) - Value(b, lane));
        Expect(a * b, lane => Value(a, lane) * Value(b, lane));
        Expect(a.Squared(), lane => Value(a, lane) * Value(a, lane));
        var minus = System.Runtime.Intrinsics.Vector256.Create(0, ulong.MaxValue, 0, ulong.MaxValue);
        Expect(FieldVector.PlusOrMinus(a, b, minus), lane => Value(a, lane) + (lane % 2 == 0 ? Value(b, lane) : -Value(b, lane)));
    }

    private static void Expect(FieldVector actual, Func<int, BigInteger> expected)
    {
        for (var lane = 0; lane < Lanes; lane++)
        {
            Assert.Equal(ReferenceCurve.Mod(expected(lane)), Number(FieldLanes.Lane(actual, lane)));
        }
    }

    private static void IsCarried(ulong pair)
    {
        Assert.True((uint)pair < Carried * (1 << 26));
        Assert.True((pair >> 32) < Carried * (1 << 25));
    }

    // Limb pairs up to some multiple of 26 and 25 bits, or all of them the largest there is.
    private FieldVector Limbs(double multiple, bool largest)
    {
        var pairs = new ulong[Words];
        for (var i = 0; i < Words; i++)
        {
            var (even, odd) = (multiple * (1 << 26) - 1, multiple * (1 << 25) - 1);
            pairs[i] = (ulong)(even * (largest ? 1 : _random.NextDouble())) | ((ulong)(odd * (largest ? 1 : _random.NextDouble())) << 32);
        }

        return MemoryMarshal.Read<FieldVector>(MemoryMarshal.AsBytes(pairs.AsSpan()));
    }

    private static ulong[] Pairs(FieldVector vector) =>
        MemoryMarshal.Cast<FieldVector, ulong>(MemoryMarshal.CreateReadOnlySpan(ref vector, 1)).ToArray();

    private static BigInteger Value(FieldVector vector, int lane) => Enumerable.Range(0, Words / Lanes)
        .Select(k => Pairs(vector)[(k * Lanes) + lane])
        .Select((pair, k) => ((BigInteger)(uint)pair << (51 * k)) + ((BigInteger)(pair >> 32) << ((51 * k) + 26)))
        .Aggregate(BigInteger.Add);

    private BigInteger RandomNumber()
    {
        var bytes = new byte[32];
        _random.NextBytes(bytes);
        return ReferenceCurve.Number(bytes) >> 1;
    }

    private static FieldNumber Of(BigInteger number) => FieldNumber.From(ReferenceCurve.Bytes(number));

    private static BigInteger Number(FieldNumber number) =>
        number.W0 + ((BigInteger)number.W1 << 64) + ((BigInteger)number.W2 << 128) + ((BigInteger)number.W3 << 192);
}
