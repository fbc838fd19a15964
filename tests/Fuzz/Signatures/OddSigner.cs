using System.Numerics;
using System.Security.Cryptography;
using Aigen.Crypto.Tests;
using Aigen.Primitives;

namespace Aigen.Fuzz;

/// <summary>A way to sign that no library offers, made from plain integers, and whether the rule of docs/formats.md takes it.</summary>
internal sealed record OddSigner(string Name, PublicKey Key, bool IsValid, Func<byte[], Signature> Sign)
{
    private static readonly BigInteger SignBit = BigInteger.Pow(2, 255);

    public static IReadOnlyList<OddSigner> All { get; } =
        [.. Responses(), .. Torsion(), .. SmallOrders(), .. OddEncodings().Select(odd => SmallKey($"key {odd.Name}", odd.Bytes, r => true)), .. OddCommitments()];

    public override string ToString() => Name;

    private static IEnumerable<OddSigner> Responses()
    {
        yield return Plain("plain", true, s => s);
        yield return Plain("s + L", false, s => s + ReferenceCurve.L);
        yield return Plain("s + 8 L", false, s => s + (8 * ReferenceCurve.L));
        yield return Plain("s with its highest bit", false, s => s + SignBit);
        yield return Plain("s + 1", false, s => (s + 1) % ReferenceCurve.L);
        yield return Plain("-s", false, s => ReferenceCurve.L - s);
        yield return Plain("s 0", false, _ => 0);
    }

    // Equations that hold with the cofactor; without it, only where h is a multiple of the order of what was added.
    private static IEnumerable<OddSigner> Torsion()
    {
        for (var k = 1; k < 8; k++)
        {
            foreach (var rest in new[] { 0, 1 })
            {
                yield return Mixed($"key + {k} T, h mod 8 = {rest}", k, 0, h => h % 8 == rest);
            }

            yield return Mixed($"R + {k} T", 0, k, _ => true);
            yield return Mixed($"key + {k} T, R + {8 - k} T", k, 8 - k, _ => true);
        }
    }

    private static IEnumerable<OddSigner> SmallOrders()
    {
        for (var k = 0; k < 8; k++)
        {
            var point = ReferenceCurve.Encode(ReferenceCurve.SmallOrders[k]);
            yield return SmallKey($"key {k} T, h mod 8 = 0", point, h => h % 8 == 0);
            yield return SmallKey($"key {k} T, h mod 8 = 1", point, h => h % 8 == 1);
            yield return SmallCommitment($"R {k} T", point);
        }
    }

    private static IEnumerable<OddSigner> OddCommitments() => OddEncodings().Select(odd => SmallCommitment($"R {odd.Name}", odd.Bytes));

    /// <summary>y of p or more, x of 0 with a sign, and a y that no point has.</summary>
    private static IEnumerable<(string Name, byte[] Bytes)> OddEncodings()
    {
        foreach (var y in new[] { 0, 1, 3, 18 })
        {
            yield return ($"y p + {y}", ReferenceCurve.Bytes(ReferenceCurve.P + y));
            yield return ($"y p + {y} with a sign", ReferenceCurve.Bytes(ReferenceCurve.P + y + SignBit));
        }

        yield return ("1 with a sign", ReferenceCurve.Bytes(1 + SignBit));
        yield return ("-1 with a sign", ReferenceCurve.Bytes(ReferenceCurve.P - 1 + SignBit));
        var none = Enumerable.Range(2, 100).First(y => ReferenceCurve.Decode(ReferenceCurve.Bytes(y)) is null);
        yield return ("on no curve", ReferenceCurve.Bytes(none));
    }

    private static OddSigner Plain(string name, bool isValid, Func<BigInteger, BigInteger> bend)
    {
        var (a, key) = SecretOf(name);
        return new OddSigner(name, PublicKey.From(key), isValid, message => Equation(key, a, message, 0, _ => true, bend));
    }

    private static OddSigner Mixed(string name, int keyTorsion, int commitmentTorsion, Func<BigInteger, bool> wanted)
    {
        var (a, _) = SecretOf(name);
        var key = ReferenceCurve.Encode(ReferenceCurve.Add(ReferenceCurve.Times(a, ReferenceCurve.Base), ReferenceCurve.SmallOrders[keyTorsion]));
        return new OddSigner(name, PublicKey.From(key), true, message => Equation(key, a, message, commitmentTorsion, wanted, s => s));
    }

    private static OddSigner SmallKey(string name, byte[] key, Func<BigInteger, bool> wanted) =>
        new(name, PublicKey.From(key), false, message => Equation(key, 0, message, 0, wanted, s => s));

    private static OddSigner SmallCommitment(string name, byte[] commitment)
    {
        var (a, key) = SecretOf(name);
        return new OddSigner(name, PublicKey.From(key), false, message => Join(commitment, Challenge(commitment, key, message) * a % ReferenceCurve.L));
    }

    /// <summary>s = r + h a, with the first r after which h is as wanted.</summary>
    private static Signature Equation(
        byte[] key, BigInteger a, byte[] message, int torsion, Func<BigInteger, bool> wanted, Func<BigInteger, BigInteger> bend)
    {
        var r = ReferenceCurve.Number(SHA512.HashData([.. key, .. message])) % ReferenceCurve.L;
        var point = ReferenceCurve.Add(ReferenceCurve.Times(r, ReferenceCurve.Base), ReferenceCurve.SmallOrders[torsion]);
        for (; ; r++, point = ReferenceCurve.Add(point, ReferenceCurve.Base))
        {
            var commitment = ReferenceCurve.Encode(point);
            var h = Challenge(commitment, key, message);
            if (wanted(h))
            {
                return Join(commitment, bend((r + (h * a)) % ReferenceCurve.L));
            }
        }
    }

    private static BigInteger Challenge(byte[] commitment, byte[] key, byte[] message) =>
        ReferenceCurve.Number(SHA512.HashData([.. commitment, .. key, .. message])) % ReferenceCurve.L;

    private static Signature Join(byte[] commitment, BigInteger s) => Signature.From([.. commitment, .. ReferenceCurve.Bytes(s)]);

    private static (BigInteger Secret, byte[] Key) SecretOf(string name)
    {
        var a = ReferenceCurve.Number(SHA512.HashData(System.Text.Encoding.UTF8.GetBytes(name))) % ReferenceCurve.L;
        return (a, ReferenceCurve.Encode(ReferenceCurve.Times(a, ReferenceCurve.Base)));
    }
}
