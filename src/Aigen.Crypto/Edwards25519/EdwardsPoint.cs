using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Aigen.Crypto.Edwards25519;

/// <summary>
/// A point of -x^2 + y^2 = 1 + d x^2 y^2 in the extended coordinates of Hisil, Wong, Carter and Dawson (2008): X, Y, Z and T in the four
/// lanes, with x = X/Z, y = Y/Z and xy = T/Z. An addition is two products of four numbers side by side.
/// </summary>
internal readonly struct EdwardsPoint(FieldVector coordinates)
{
    /// <summary>2d, where d = -121665/121666.</summary>
    internal static readonly FieldNumber TwiceD = new(0xEBD69B9426B2F159, 0x00E0149A8283B156, 0x198E80F2EEF3D130, 0x2406D9DC56DFFCE7);

    internal static readonly EdwardsPoint Identity = new(FieldLanes.Join(default, FieldNumber.One, FieldNumber.One, default));

    private static readonly FieldVector CacheFactors = FieldLanes.Join(FieldNumber.One, FieldNumber.One, new(2, 0, 0, 0), TwiceD);

    private readonly FieldVector _xyzt = coordinates;

    internal bool IsIdentity =>
        FieldLanes.Lane(_xyzt, 0).IsZero && FieldLanes.Lane(_xyzt, 1) == FieldLanes.Lane(_xyzt, 2);

    /// <summary>Whether 8 times this point is the neutral element, which also holds where this point has small order.</summary>
    internal bool IsIdentityTimesCofactor => Doubled().Doubled().Doubled().IsIdentity;

    public static EdwardsPoint operator +(in EdwardsPoint a, in CachedPoint b)
    {
        // (A, B, D, C) of the paper, then (E, H, F, G) = (B - A, B + A, D - C, D + C).
        var products = a.WithDifferenceAndSum() * b.Factors;
        var ehfg = FieldVector.PlusOrMinus(
            products.Shuffled(Vector256.Create(1UL, 1, 2, 2)), products.Shuffled(Vector256.Create(0UL, 0, 3, 3)), Ones(true, false, true, false));
        return FromFactors(ehfg);
    }

    /// <summary>The point as a summand.</summary>
    internal CachedPoint Cached() => new(WithDifferenceAndSum() * CacheFactors);

    internal EdwardsPoint Doubled()
    {
        // (X^2, Y^2, Z^2, XY), then (E, H, F, G) = (2 XY, X^2 + Y^2, 2 Z^2 + X^2 - Y^2, Y^2 - X^2): F and H are the paper's with the
        // other sign, which turns all four coordinates round and so leaves the point.
        var squares = _xyzt.Shuffled(Vector256.Create(0UL, 1, 2, 0)) * _xyzt.Shuffled(Vector256.Create(0UL, 1, 2, 1));
        var sums = FieldVector.PlusOrMinus(
            squares.Shuffled(Vector256.Create(3UL, 0, 2, 1)), squares.Shuffled(Vector256.Create(3UL, 1, 2, 0)), Ones(false, false, false, true));
        var difference = squares.Shuffled(Vector256.Create(0UL, 0, 0, 0)) - squares.Shuffled(Vector256.Create(1UL, 1, 1, 1));
        return FromFactors(sums + difference.Only(Ones(false, false, true, false)));
    }

    // (EF, GH, FG, EH); F may be five times as large as a carried number, so it stands left.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static EdwardsPoint FromFactors(in FieldVector ehfg) =>
        new(ehfg.Shuffled(Vector256.Create(2UL, 3, 2, 0)) * ehfg.Shuffled(Vector256.Create(0UL, 1, 3, 1)));

    // (Y - X, Y + X, Z, T)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private FieldVector WithDifferenceAndSum() => FieldVector.PlusOrMinus(
        _xyzt.Shuffled(Vector256.Create(1UL, 0, 2, 3)), _xyzt.Only(Ones(true, true, false, false)), Ones(true, false, false, false));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Ones(bool a, bool b, bool c, bool d) =>
        Vector256.Create(a ? ulong.MaxValue : 0, b ? ulong.MaxValue : 0, c ? ulong.MaxValue : 0, d ? ulong.MaxValue : 0);
}
