using System.Buffers.Binary;

namespace Aigen.Chain;

/// <summary>Where in the chain a transaction or receipt stands.</summary>
public readonly record struct BlockLocation(ulong Height, uint Index)
{
    internal byte[] Encode()
    {
        var bytes = new byte[sizeof(ulong) + sizeof(uint)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Height);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(sizeof(ulong)), Index);
        return bytes;
    }

    internal static BlockLocation Decode(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[sizeof(ulong)..]));
}
