using System.Security.Cryptography;
using Aigen.Primitives.Native;

namespace Aigen.Primitives.Hashing;

/// <summary>
/// SHA-256. .NET has OpenSSL look the algorithm up and set it up for each hash: some 800 ns for the 65 bytes of a node of the state tree,
/// of which the hash itself is 105. So this calls the hash itself where the library offers it.
/// </summary>
public static class Sha256
{
    public const int Length = 32;

    public static unsafe void Hash(ReadOnlySpan<byte> data, Span<byte> digest)
    {
        if (digest.Length != Length)
        {
            throw new ArgumentException($"A digest of SHA-256 has {Length} bytes, not {digest.Length}.", nameof(digest));
        }

        if (!OpenSsl.HasSha256)
        {
            SHA256.HashData(data, digest);
            return;
        }

        var context = stackalloc ulong[OpenSsl.ContextLength / sizeof(ulong)];
        fixed (byte* from = data, to = digest)
        {
            if (OpenSsl.Init(context) != 1 || OpenSsl.Update(context, from, (nuint)data.Length) != 1 || OpenSsl.Final(to, context) != 1)
            {
                throw new CryptographicException("OpenSSL did not compute a SHA-256.");
            }
        }
    }
}
