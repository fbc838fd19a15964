using System.Numerics;
using Aigen.Primitives;

namespace Aigen.Crypto.Tests;

/// <summary>Signatures to test with, good and spoilt, the same in every run.</summary>
internal static class Signed
{
    private static readonly SigningKey[] Keys = [.. Enumerable.Range(0, 300).Select(i => SigningKey.FromSeed(Hash256.Of(BitConverter.GetBytes(i)).Bytes))];

    internal static SignedHash Item(int number, int keys)
    {
        var hash = Hash256.Of(BitConverter.GetBytes(-number));
        var key = Keys[number % keys];
        return new(key.PublicKey, hash, key.Sign(hash.Bytes));
    }

    internal static SignedHash[] Items(int count, int keys) => [.. Enumerable.Range(0, count).Select(i => Item(i, keys))];

    /// <summary>The item with s moved by a number: wrong under the bare equation unless L divides it.</summary>
    internal static SignedHash WithS(SignedHash item, BigInteger added)
    {
        var s = ReferenceCurve.Number(item.Signature.Bytes[32..]) + added;
        return item with { Signature = Signature.From([.. item.Signature.Bytes[..32], .. ReferenceCurve.Bytes(s)]) };
    }

    internal static SignedHash WithR(SignedHash item, ReadOnlySpan<byte> r) =>
        item with { Signature = Signature.From([.. r, .. item.Signature.Bytes[32..]]) };

    internal static SignedHash WithBitFlipped(SignedHash item, int bit)
    {
        byte[] all = [.. item.Key.Bytes, .. item.Hash.Bytes, .. item.Signature.Bytes];
        all[bit / 8] ^= (byte)(1 << (bit % 8));
        return new(PublicKey.From(all.AsSpan(0, 32)), Hash256.From(all.AsSpan(32, 32)), Signature.From(all.AsSpan(64)));
    }
}
