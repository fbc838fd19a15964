using Aigen.Crypto.Native;
using Aigen.Primitives;

namespace Aigen.Crypto;

/// <summary>Ed25519 (RFC 8032) as libsodium checks it: canonical S, no small-order key, no cofactor.</summary>
public static class Ed25519
{
    public const int SeedLength = 32;

    public static bool Verify(PublicKey key, ReadOnlySpan<byte> message, Signature signature) =>
        Sodium.crypto_sign_ed25519_verify_detached(signature.Bytes, message, (ulong)message.Length, key.Bytes) == 0;
}
