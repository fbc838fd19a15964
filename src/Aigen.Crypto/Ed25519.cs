using Aigen.Crypto.Edwards25519;
using Aigen.Crypto.Native;
using Aigen.Primitives;

namespace Aigen.Crypto;

/// <summary>Ed25519 (RFC 8032) by the chain's rule (docs/adr/0011-signature-rule.md): strict in form, with the cofactor in the equation.</summary>
public static class Ed25519
{
    public const int SeedLength = 32;

    // What libsodium accepts, the rule accepts. What it refuses may differ from what the rule accepts by a point of small order, which
    // nobody but the key's owner can bring about.
    public static bool Verify(PublicKey key, ReadOnlySpan<byte> message, Signature signature) =>
        SignatureForm.IsSound(key, signature)
            && (Sodium.crypto_sign_ed25519_verify_detached(signature.Bytes, message, (ulong)message.Length, key.Bytes) == 0
                || CofactoredCheck.Holds(key, message, signature));
}
