using System.Security.Cryptography;
using Aigen.Primitives;

namespace Aigen.Crypto.Edwards25519;

/// <summary>h = SHA-512(R, A, M) modulo L.</summary>
internal static class Challenge
{
    private const int OnStack = 512;

    internal static Scalar Of(PublicKey key, ReadOnlySpan<byte> message, Signature signature)
    {
        var length = SignatureForm.PointLength + PublicKey.Length + message.Length;
        Span<byte> text = length <= OnStack ? stackalloc byte[OnStack] : new byte[length];
        signature.Bytes[..SignatureForm.PointLength].CopyTo(text);
        key.Bytes.CopyTo(text[SignatureForm.PointLength..]);
        message.CopyTo(text[(SignatureForm.PointLength + PublicKey.Length)..]);
        Span<byte> digest = stackalloc byte[SHA512.HashSizeInBytes];
        SHA512.HashData(text[..length], digest);
        return WideScalar.From(digest).Reduced();
    }
}
