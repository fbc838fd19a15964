using System.Buffers;
using System.Buffers.Binary;

namespace Aigen.Primitives.Encoding;

/// <summary>
/// The canonical binary form of everything that is hashed, signed or stored: fields in a fixed order, integers big-endian, byte strings
/// and text with a 32-bit length before them, one byte for a flag. docs/formats.md lists the layouts.
/// </summary>
public sealed class WireWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(256);

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public byte[] ToArray() => _buffer.WrittenSpan.ToArray();

    /// <summary>Begins anew with the memory that it has.</summary>
    public void Clear() => _buffer.ResetWrittenCount();

    public Hash256 Hash() => Hash256.Of(_buffer.WrittenSpan);

    public WireWriter Byte(byte value) => Raw([value]);

    public WireWriter Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

    public WireWriter UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_buffer.GetSpan(sizeof(uint)), value);
        _buffer.Advance(sizeof(uint));
        return this;
    }

    public WireWriter UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(_buffer.GetSpan(sizeof(ulong)), value);
        _buffer.Advance(sizeof(ulong));
        return this;
    }

    public WireWriter Int64(long value) => UInt64((ulong)value);

    public WireWriter UInt128(UInt128 value) => UInt64((ulong)(value >> 64)).UInt64((ulong)value);

    /// <summary>Bytes whose number the reader knows.</summary>
    public WireWriter Raw(ReadOnlySpan<byte> bytes)
    {
        _buffer.Write(bytes);
        return this;
    }

    public WireWriter Bytes(ReadOnlySpan<byte> bytes) => UInt32((uint)bytes.Length).Raw(bytes);

    public WireWriter Text(string text) => Bytes(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>A list: its length, then each item.</summary>
    public WireWriter List<T>(IReadOnlyList<T> items, Action<WireWriter, T> write)
    {
        UInt32((uint)items.Count);
        foreach (var item in items)
        {
            write(this, item);
        }

        return this;
    }
}
