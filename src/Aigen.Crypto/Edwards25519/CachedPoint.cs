using System.Runtime.Intrinsics;

namespace Aigen.Crypto.Edwards25519;

/// <summary>A point as a summand: Y - X, Y + X, 2Z and 2dT in the four lanes, carried.</summary>
internal readonly struct CachedPoint(FieldVector factors)
{
    internal static readonly CachedPoint Identity = EdwardsPoint.Identity.Cached();

    internal readonly FieldVector Factors = factors;

    public static CachedPoint operator -(in CachedPoint a) => new(FieldVector.PlusOrMinus(
        default, a.Factors.Shuffled(Vector256.Create(1UL, 0, 2, 3)), Vector256.Create(0, 0, 0, ulong.MaxValue)));

    internal EdwardsPoint ToPoint() => EdwardsPoint.Identity + this;
}
