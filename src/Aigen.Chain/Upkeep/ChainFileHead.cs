using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Chain;

/// <summary>How a file of blocks begins: of which network it is, and which blocks follow.</summary>
public sealed record ChainFileHead(Hash256 Genesis, ulong First, ulong Count)
{
    internal static readonly int Length = Magic.Length + Hash256.Length + (2 * sizeof(ulong));

    public ulong Last => First + Count - 1;

    internal static ReadOnlySpan<byte> Magic => "aigen-blocks-1\n"u8;

    internal byte[] Encode() => new WireWriter().Raw(Magic).Raw(Genesis.Bytes).UInt64(First).UInt64(Count).ToArray();

    internal static ChainFileHead Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        if (!reader.Raw(Magic.Length).SequenceEqual(Magic))
        {
            throw new InvalidDataException("it is no file of blocks: it does not begin with 'aigen-blocks-1'");
        }

        var head = new ChainFileHead(reader.Hash(), reader.UInt64(), reader.UInt64());
        return head.Count > 0 && head.First <= ulong.MaxValue - head.Count
            ? head
            : throw new InvalidDataException($"it says that it has {head.Count} blocks from {head.First} on");
    }
}
