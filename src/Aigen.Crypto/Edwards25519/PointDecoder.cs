using System.Runtime.InteropServices;

namespace Aigen.Crypto.Edwards25519;

/// <summary>
/// Points from their encodings (RFC 8032, 5.1.3), four at a time: x^2 = u/v with u = y^2 - 1 and v = d y^2 + 1, and the root is
/// u v^3 (u v^7)^((p - 5)/8), up to a factor that is a square root of -1.
/// </summary>
internal static class PointDecoder
{
    private const int Lanes = 4;

    private static readonly FieldNumber D = new(0x75EB4DCA135978A3, 0x00700A4D4141D8AB, 0x8CC740797779E898, 0x52036CEE2B6FFE73);


    // i = 2^((p - 1)/4) and -i, the square roots of -1.
    private static readonly FieldNumber I = new(0xC4EE1B274A0EA0B0, 0x2F431806AD2FE478, 0x2B4D00993DFBD7A7, 0x2B8324804FC1DF0B);
    private static readonly FieldNumber MinusI = new(0x3B11E4D8B5F15F3D, 0xD0BCE7F952D01B87, 0xD4B2FF66C2042858, 0x547CDB7FB03E20F4);

    private static readonly FieldVector Ones = FieldLanes.InEveryLane(FieldNumber.One);
    private static readonly FieldVector Twos = Ones + Ones;
    private static readonly FieldVector AllD = FieldLanes.InEveryLane(D);
    private static readonly FieldVector AllI = FieldLanes.InEveryLane(I);
    private static readonly FieldVector AllTwiceD = FieldLanes.InEveryLane(EdwardsPoint.TwiceD);

    /// <summary>The points, and which encodings are canonical and on the curve; where one is not, the point means nothing.</summary>
    internal static void Decode(ReadOnlySpan<FieldNumber> encodings, Span<CachedPoint> points, Span<bool> decoded)
    {
        Span<FieldNumber> four = stackalloc FieldNumber[Lanes];
        Span<CachedPoint> fourPoints = stackalloc CachedPoint[Lanes];
        Span<bool> fourDecoded = stackalloc bool[Lanes];
        for (var i = 0; i < encodings.Length; i += Lanes)
        {
            var count = Math.Min(Lanes, encodings.Length - i);
            encodings.Slice(i, count).CopyTo(four);
            DecodeFour(four, fourPoints, fourDecoded);
            fourPoints[..count].CopyTo(points[i..]);
            fourDecoded[..count].CopyTo(decoded[i..]);
        }
    }

    private static void DecodeFour(ReadOnlySpan<FieldNumber> encodings, Span<CachedPoint> points, Span<bool> decoded)
    {
        var y = FieldLanes.Join(encodings[0].WithoutSign, encodings[1].WithoutSign, encodings[2].WithoutSign, encodings[3].WithoutSign);
        var x = Abscissa(y, encodings, decoded);
        var difference = (y - x) * Ones;
        var sum = (y + x) * Ones;
        var product = x * y * AllTwiceD;
        for (var lane = 0; lane < Lanes; lane++)
        {
            points[lane] = new(FieldLanes.Across(difference, sum, Twos, product, lane));
        }
    }

    private static FieldVector Abscissa(in FieldVector y, ReadOnlySpan<FieldNumber> encodings, Span<bool> decoded)
    {
        var square = y.Squared();
        var u = (square - Ones) * Ones;
        var v = (AllD * square) + Ones;
        var v2 = v.Squared();
        var uv3 = u * v2 * v;
        var root = uv3 * ToTheEighthOfPMinusFive(uv3 * v2.Squared());
        var found = v * root.Squared();
        var (wrong, opposite, turned) = (found - u, found + u, root * AllI);

        // Of x, -x, ix and -ix the one whose square is u/v, with the sign that is asked for.
        Span<FieldNumber> factors = stackalloc FieldNumber[Lanes];
        for (var lane = 0; lane < Lanes; lane++)
        {
            var straight = FieldLanes.Lane(wrong, lane).IsZero;
            var x = FieldLanes.Lane(straight ? root : turned, lane);
            var agrees = x.IsOdd == encodings[lane].HasSign;
            factors[lane] = straight ? (agrees ? FieldNumber.One : FieldNumber.MinusOne) : (agrees ? I : MinusI);
            decoded[lane] = (straight || FieldLanes.Lane(opposite, lane).IsZero)
                && encodings[lane].WithoutSign.IsBelowP && !(x.IsZero && encodings[lane].HasSign);
        }

        return root * FieldLanes.Join(factors[0], factors[1], factors[2], factors[3]);
    }

    // (p - 5)/8 = 2^252 - 3. A name tells how many ones the exponent so far is in binary.
    private static FieldVector ToTheEighthOfPMinusFive(in FieldVector z)
    {
        var two = z.Squared();
        var nine = two.Squared(2) * z;
        var eleven = nine * two;
        var ones5 = eleven.Squared() * nine;
        var ones10 = ones5.Squared(5) * ones5;
        var ones20 = ones10.Squared(10) * ones10;
        var ones40 = ones20.Squared(20) * ones20;
        var ones50 = ones40.Squared(10) * ones10;
        var ones100 = ones50.Squared(50) * ones50;
        var ones200 = ones100.Squared(100) * ones100;
        var ones250 = ones200.Squared(50) * ones50;
        return ones250.Squared(2) * z;
    }
}
