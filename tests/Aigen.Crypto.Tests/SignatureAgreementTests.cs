using System.Numerics;
using Aigen.Crypto.Edwards25519;
using Aigen.Crypto.Native;
using Aigen.Primitives;

namespace Aigen.Crypto.Tests;

/// <summary>Batch, single check and reference must agree on whatever anybody sends.</summary>
public class SignatureAgreementTests
{
    private readonly Random _random = new(20261121);

    [Fact]
    public void Verify_SpoiltSignatures_BatchSingleAndReferenceAgree()
    {
        var items = Enumerable.Range(0, 64).Select(i => Spoil(Signed.Item(i, keys: 60), i % 8)).ToArray();
        var expected = Array.ConvertAll(items, item => Libsodium(item) || ReferenceCurve.IsValid(item));
        Assert.Equal(expected, Array.ConvertAll(items, Single));
        Assert.Equal(expected, Batch(items));
        Assert.Contains(true, expected);
    }

    [Fact]
    public void Verify_OnesOwnKeyAndNonceWithTorsion_BatchSingleAndReferenceAgree()
    {
        var items = Enumerable.Range(0, 32).Select(i => WithTorsion(i, i % 8, i / 8)).ToArray();
        Assert.All(items, item => Assert.True(ReferenceCurve.IsValid(item)));
        Assert.All(items, item => Assert.True(Single(item)));
        Assert.All(Batch(items), Assert.True);
        Assert.Contains(items, item => !Libsodium(item));
    }

    [Fact]
    public void Holds_GoodBatchesOfEverySize_AndNoneWithOneBad()
    {
        var equation = new BatchEquation(70);
        for (var size = 1; size <= 70; size++)
        {
            var items = Signed.Items(size, keys: 9);
            var candidates = new bool[size];
            Assert.True(equation.Holds(items, candidates));
            Assert.All(candidates, Assert.True);
            items[size / 2] = Signed.WithS(items[size / 2], -1);
            Assert.False(equation.Holds(items, candidates));
        }
    }

    [Fact]
    public void Holds_ManySignatures_TheCofactoredCheckAloneAgrees()
    {
        for (var i = 0; i < 200; i++)
        {
            var item = Signed.Item(i, keys: 20);
            Assert.True(CofactoredCheck.Holds(item.Key, item.Hash.Bytes, item.Signature));
            Assert.False(CofactoredCheck.Holds(item.Key, Hash256.Zero.Bytes, item.Signature));
        }
    }

    private SignedHash Spoil(SignedHash item, int way) => way switch
    {
        0 => item,
        1 => Signed.WithBitFlipped(item, _random.Next(128 * 8)),
        2 => item with { Key = Signed.Item(_random.Next(1000), keys: 60).Key },
        3 => item with { Hash = Signed.Item(_random.Next(1000, 2000), keys: 60).Hash },
        4 => Signed.WithS(item, ReferenceCurve.L),
        5 => Signed.WithR(item, Moved(item.Signature.Bytes[..32])),
        6 => item with { Key = PublicKey.From(Moved(item.Key.Bytes)) },
        _ => Signed.WithR(item, Signed.Item(_random.Next(1000), keys: 60).Signature.Bytes[..32]),
    };

    private byte[] Moved(ReadOnlySpan<byte> encoded) => ReferenceCurve.Encode(
        ReferenceCurve.Add(ReferenceCurve.Decode(encoded)!.Value, ReferenceCurve.SmallOrders[_random.Next(1, 8)]));

    // Signs as the owner of a key with torsion would: s = r + h a fits whatever torsion R and A carry, up to the cofactor.
    private SignedHash WithTorsion(int number, int ofKey, int ofNonce)
    {
        var hash = Hash256.Of(BitConverter.GetBytes(number));
        var (secret, nonce) = (Random(), Random());
        var key = ReferenceCurve.Encode(ReferenceCurve.Add(ReferenceCurve.Times(secret, ReferenceCurve.Base), ReferenceCurve.SmallOrders[ofKey]));
        var r = ReferenceCurve.Encode(ReferenceCurve.Add(ReferenceCurve.Times(nonce, ReferenceCurve.Base), ReferenceCurve.SmallOrders[ofNonce]));
        var h = ReferenceCurve.Number(System.Security.Cryptography.SHA512.HashData([.. r, .. key, .. hash.Bytes]));
        var s = ReferenceCurve.Bytes((nonce + (h * secret)) % ReferenceCurve.L);
        return new(PublicKey.From(key), hash, Signature.From([.. r, .. s]));
    }

    private BigInteger Random()
    {
        var bytes = new byte[32];
        _random.NextBytes(bytes);
        return ReferenceCurve.Number(bytes) % ReferenceCurve.L;
    }

    private static bool Single(SignedHash item) => Ed25519.Verify(item.Key, item.Hash.Bytes, item.Signature);

    private static bool Libsodium(SignedHash item) =>
        Sodium.crypto_sign_ed25519_verify_detached(item.Signature.Bytes, item.Hash.Bytes, Hash256.Length, item.Key.Bytes) == 0;

    private static bool[] Batch(SignedHash[] items)
    {
        var valid = new bool[items.Length];
        SignatureBatch.Verify(items, valid);
        return valid;
    }
}
