using Aigen.Primitives.Encoding;

namespace Aigen.Primitives;

/// <summary>A header and its producer's signature: what a light client needs of a block.</summary>
public sealed record SignedHeader(BlockHeader Header, Signature ProducerSignature)
{
    /// <summary>The block's hash.</summary>
    public Hash256 Hash { get; } = Header.Hash;

    public ulong Height => Header.Height;

    public byte[] Encode()
    {
        var writer = new WireWriter();
        WriteTo(writer);
        return writer.ToArray();
    }

    public void WriteTo(WireWriter writer)
    {
        Header.WriteTo(writer);
        writer.Raw(ProducerSignature.Bytes);
    }

    public static SignedHeader ReadFrom(ref WireReader reader) => new(BlockHeader.ReadFrom(ref reader), reader.Signature());

    public static SignedHeader Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        var header = ReadFrom(ref reader);
        reader.ExpectEnd();
        return header;
    }
}
