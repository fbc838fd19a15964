using System.Buffers.Binary;

namespace Aigen.Chain;

/// <summary>Keys of the store that are not hashes.</summary>
internal static class LedgerKeys
{
    public static ReadOnlySpan<byte> Schema => "schema"u8;

    public static ReadOnlySpan<byte> Genesis => "genesis"u8;

    public static ReadOnlySpan<byte> Head => "head"u8;

    public static ReadOnlySpan<byte> Pruned => "pruned"u8;

    // Big-endian, so that RocksDB iterates heights and sequences in order.
    public static byte[] Of(ulong number)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, number);
        return bytes;
    }

    public static ulong Number(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64BigEndian(bytes);
}
