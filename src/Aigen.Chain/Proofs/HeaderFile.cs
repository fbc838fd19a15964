using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>Headers in a file, as docs/formats.md has it: a tag, then headers of one length, in the order of their heights.</summary>
public static class HeaderFile
{
    /// <summary>Version, chain id, height, time, five hashes, producer, shutdown flag; signature.</summary>
    public const int HeaderLength = 4 + (3 * 8) + (5 * Hash256.Length) + PublicKey.Length + 1 + Signature.Length;

    public static ReadOnlySpan<byte> Tag => "aigen-headers-1"u8;

    /// <summary>Reads them one by one.</summary>
    /// <exception cref="InvalidDataException">It is no such file, or its last header is cut.</exception>
    public static IEnumerable<SignedHeader> Read(Stream file)
    {
        SkipTag(file);
        var buffer = new byte[HeaderLength];
        while (file.ReadAtLeast(buffer, HeaderLength, throwOnEndOfStream: false) is var length and > 0)
        {
            yield return length == HeaderLength
                ? SignedHeader.Decode(buffer)
                : throw new InvalidDataException(
                    $"the last header has {length} of {HeaderLength} bytes; 'aigen chain headers' goes on after the last whole one");
        }
    }

    /// <summary>Makes a file ready to be gone on with, and returns its last whole header; what a broken run left behind it is cut off.</summary>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="InvalidDataException">It is another file, which is left as it is.</exception>
    public static SignedHeader? Continue(Stream file)
    {
        if (file.Length == 0)
        {
            file.Write(Tag);
            return null;
        }

        SkipTag(file);
        var headers = (file.Length - Tag.Length) / HeaderLength;
        SignedHeader? last = null;
        if (headers > 0)
        {
            var buffer = new byte[HeaderLength];
            file.Position = Tag.Length + ((headers - 1) * HeaderLength);
            file.ReadExactly(buffer);
            last = SignedHeader.Decode(buffer);
        }

        file.SetLength(file.Position);
        return last;
    }

    private static void SkipTag(Stream file)
    {
        var tag = new byte[Tag.Length];
        if (file.ReadAtLeast(tag, tag.Length, throwOnEndOfStream: false) < tag.Length || !Tag.SequenceEqual(tag))
        {
            throw new InvalidDataException($"it does not begin with {System.Text.Encoding.ASCII.GetString(Tag)}, so it is no file of headers");
        }
    }
}
