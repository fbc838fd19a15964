using System.Buffers.Binary;
using System.Text;

namespace Aigen.Inference;

/// <summary>
/// Reads the little-endian numbers and strings of a header. No length of the file is believed: each is compared with what is left first.
/// </summary>
internal sealed class GgufReader(Stream stream)
{
    private readonly byte[] _buffer = new byte[64 << 10];
    private readonly long _end = Math.Min(stream.Length, GgufLimits.HeaderBytes);
    private int _at;
    private int _filled;

    /// <summary>Bytes of the file.</summary>
    public long Length { get; } = stream.Length;

    /// <summary>Where the next byte is read.</summary>
    public long Position { get; private set; }

    public uint UInt32(string what) => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint), what));

    public ulong UInt64(string what) => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong), what));

    /// <summary>So many bytes, at most 8; good until the next call.</summary>
    public ReadOnlySpan<byte> Take(int count, string what)
    {
        Require((ulong)count, what, Position);
        if (_filled - _at < count) Fill();
        var bytes = _buffer.AsSpan(_at, count);
        Pass(count);
        return bytes;
    }

    public string String(string what, int limit)
    {
        var length = StringLength(what, limit);
        var bytes = new byte[length];
        for (var done = 0; done < length;)
        {
            if (_filled == _at) Fill();
            var part = Math.Min(_filled - _at, length - done);
            _buffer.AsSpan(_at, part).CopyTo(bytes.AsSpan(done));
            Pass(part);
            done += part;
        }

        return Encoding.UTF8.GetString(bytes);
    }

    public void SkipString(string what) => Skip(StringLength(what, GgufLimits.StringBytes), what);

    public void Skip(long count, string what)
    {
        Require((ulong)count, what, Position);
        while (count > 0)
        {
            if (_filled == _at) Fill();
            var part = (int)Math.Min(_filled - _at, count);
            Pass(part);
            count -= part;
        }
    }

    /// <summary>Refuses what would not fit into the rest of the header.</summary>
    public void Require(ulong count, string what, long place)
    {
        if (count <= (ulong)(_end - Position)) return;
        throw new GgufException(_end < Length
            ? $"{what} at byte {place} has {count} bytes: the header would be longer than {GgufLimits.HeaderBytes} bytes"
            : $"{what} at byte {place} has {count} bytes, and {Length - Position} are left of the file's {Length}");
    }

    private int StringLength(string what, int limit)
    {
        var place = Position;
        var length = UInt64(what);
        Require(length, what, place);
        if (length > (ulong)limit) throw new GgufException($"{what} at byte {place} has {length} bytes, allowed {limit}");
        return (int)length;
    }

    private void Fill()
    {
        // What is left of the buffer goes before what is read.
        _buffer.AsSpan(_at, _filled - _at).CopyTo(_buffer);
        (_filled, _at) = (_filled - _at, 0);
        var read = stream.ReadAtLeast(_buffer.AsSpan(_filled), 1, throwOnEndOfStream: false);
        if (read == 0) throw new GgufException($"the file became shorter while it was read: it ends at byte {Position + _filled}");
        _filled += read;
        if (_filled < sizeof(ulong) && Position + _filled < _end) Fill();
    }

    private void Pass(int count)
    {
        _at += count;
        Position += count;
    }
}
