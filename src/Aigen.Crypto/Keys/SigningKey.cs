using System.Security.Cryptography;
using Aigen.Crypto.Native;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Crypto;

/// <summary>An Ed25519 secret key, grown from a seed of 32 bytes.</summary>
public sealed class SigningKey
{
    // libsodium keeps seed and public key together.
    private const int ExpandedLength = 64;

    private readonly byte[] _expanded = new byte[ExpandedLength];

    private SigningKey(ReadOnlySpan<byte> seed)
    {
        Span<byte> publicKey = stackalloc byte[PublicKey.Length];
        if (Sodium.crypto_sign_ed25519_seed_keypair(publicKey, _expanded, seed) != 0)
        {
            throw new CryptographicException("libsodium made no key of this seed.");
        }

        PublicKey = PublicKey.From(publicKey);
    }

    public PublicKey PublicKey { get; }

    public Address Address => PublicKey.Address;

    public ReadOnlySpan<byte> Seed => _expanded.AsSpan(0, Ed25519.SeedLength);

    public static SigningKey Generate() => new(RandomNumberGenerator.GetBytes(Ed25519.SeedLength));

    public static SigningKey FromSeed(ReadOnlySpan<byte> seed) => seed.Length == Ed25519.SeedLength
        ? new SigningKey(seed)
        : throw new ArgumentException($"A seed has {Ed25519.SeedLength} bytes, not {seed.Length}.", nameof(seed));

    /// <summary>The key of a seed in hex.</summary>
    public static bool TryParse(ReadOnlySpan<char> seedInHex, out SigningKey? key)
    {
        Span<byte> seed = stackalloc byte[Ed25519.SeedLength];
        key = Hex.TryDecode(seedInHex, seed) ? new SigningKey(seed) : null;
        return key is not null;
    }

    public Signature Sign(ReadOnlySpan<byte> message)
    {
        Span<byte> signature = stackalloc byte[Signature.Length];
        return Sodium.crypto_sign_ed25519_detached(signature, 0, message, (ulong)message.Length, _expanded) == 0
            ? Signature.From(signature)
            : throw new CryptographicException("libsodium did not sign.");
    }

    /// <summary>The transaction under this key and with its signature.</summary>
    public Transaction Sign(Transaction transaction)
    {
        var keyed = transaction with { SenderPublicKey = PublicKey };
        return keyed with { Signature = Sign(keyed.Hash.Bytes) };
    }

    public Receipt Sign(Receipt receipt)
    {
        var keyed = receipt with { Node = PublicKey };
        return keyed with { Signature = Sign(keyed.Hash.Bytes) };
    }
}
