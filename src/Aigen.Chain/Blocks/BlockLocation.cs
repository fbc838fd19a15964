using System.Buffers.Binary;

namespace Aigen.Chain;

/// <summary>Where in the chain a transaction or receipt stands.</summary>
public readonly record struct BlockLocation(ulong Height, uint Index)
{
    public const int Length = sizeof(ulong) + sizeof(uint);

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Height);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[sizeof(ulong)..], Index);
    }

    public static BlockLocation Decode(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[sizeof(ulong)..]));
}
