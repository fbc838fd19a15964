using System.Buffers.Binary;
using System.Runtime.CompilerServices;
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

    private const int BlockLength = 64;

    // What ends the last block: a byte with the first bit set, and how many bits were hashed.
    private const int EndLength = 1 + sizeof(ulong);
    private const int MaxShortLength = (2 * BlockLength) - EndLength;

    public static void Hash(ReadOnlySpan<byte> data, Span<byte> digest)
    {
        if (digest.Length != Length)
        {
            throw new ArgumentException($"A digest of SHA-256 has {Length} bytes, not {digest.Length}.", nameof(digest));
        }

        if (!OpenSsl.HasSha256)
        {
            SHA256.HashData(data, digest);
        }
        else if (data.Length <= MaxShortLength)
        {
            HashShort(data, digest);
        }
        else
        {
            HashLong(data, digest);
        }
    }

    // Whole blocks, with the end that the hash would add itself: one call instead of three, which the nodes of the tree feel.
    [SkipLocalsInit]
    private static unsafe void HashShort(ReadOnlySpan<byte> data, Span<byte> digest)
    {
        Span<byte> blocks = stackalloc byte[data.Length + EndLength <= BlockLength ? BlockLength : 2 * BlockLength];
        data.CopyTo(blocks);
        blocks[data.Length] = 0x80;
        blocks[(data.Length + 1)..^sizeof(ulong)].Clear();
        BinaryPrimitives.WriteUInt64BigEndian(blocks[^sizeof(ulong)..], 8 * (ulong)data.Length);
        var context = OpenSsl.FreshSha256;
        fixed (byte* from = blocks)
        {
            if (OpenSsl.Update(&context, from, (nuint)blocks.Length) != 1)
            {
                throw Failure();
            }
        }

        for (var word = 0; word < Length / sizeof(uint); word++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(digest[(word * sizeof(uint))..], context.State[word]);
        }
    }

    private static unsafe void HashLong(ReadOnlySpan<byte> data, Span<byte> digest)
    {
        var context = OpenSsl.FreshSha256;
        fixed (byte* from = data, to = digest)
        {
            if (OpenSsl.Update(&context, from, (nuint)data.Length) != 1 || OpenSsl.Final(to, &context) != 1)
            {
                throw Failure();
            }
        }
    }

    private static CryptographicException Failure() => new("OpenSSL did not compute a SHA-256.");
}
