using System.Buffers.Binary;

namespace Aigen.Node.Tests.Fuzz.WebSockets;

/// <summary>A frame of RFC 6455, section 5.2, without extensions.</summary>
internal readonly record struct Frame(bool IsLast, int Opcode, ReadOnlyMemory<byte> Payload)
{
    public const int Continuation = 0;
    public const int Text = 1;
    public const int Binary = 2;
    public const int Close = 8;
    public const int Ping = 9;
    public const int Pong = 10;

    private const int ShortLength = 125;
    private const int MaskBytes = 4;

    /// <summary>As a client sends it.</summary>
    public byte[] Masked(uint mask)
    {
        var bytes = new List<byte>(Payload.Length + 14) { (byte)((IsLast ? 0x80 : 0) | Opcode) };
        if (Payload.Length <= ShortLength) bytes.Add((byte)(0x80 | Payload.Length));
        else if (Payload.Length <= ushort.MaxValue) bytes.AddRange([0x80 | 126, (byte)(Payload.Length >> 8), (byte)Payload.Length]);
        else bytes.AddRange([0x80 | 127, 0, 0, 0, 0, (byte)(Payload.Length >> 24), (byte)(Payload.Length >> 16), (byte)(Payload.Length >> 8), (byte)Payload.Length]);
        Span<byte> key = stackalloc byte[MaskBytes];
        BinaryPrimitives.WriteUInt32BigEndian(key, mask);
        bytes.AddRange(key);
        for (var i = 0; i < Payload.Length; i++) bytes.Add((byte)(Payload.Span[i] ^ key[i % MaskBytes]));
        return [.. bytes];
    }

    /// <summary>The next frame of a server; null where it hangs up.</summary>
    /// <exception cref="InvalidDataException">It is no frame that a server may send.</exception>
    public static async Task<Frame?> ReadAsync(Wire wire)
    {
        if (await wire.ReadAsync(2) is not { } head) return null;
        var (first, second) = (head.Span[0], head.Span[1]);
        var opcode = first & 0x0F;
        if ((first & 0x70) != 0 || (second & 0x80) != 0 || opcode is not (Continuation or Text or Close or Ping or Pong))
            throw new InvalidDataException($"the frame begins {first:x2} {second:x2}");
        var length = second switch
        {
            126 => await wire.ReadAsync(2) is { } two ? BinaryPrimitives.ReadUInt16BigEndian(two.Span) : -1L,
            127 => await wire.ReadAsync(8) is { } eight ? BinaryPrimitives.ReadInt64BigEndian(eight.Span) : -1L,
            _ => second,
        };
        if (length < 0 || await wire.ReadAsync(checked((int)length)) is not { } payload) return null;
        return new Frame((first & 0x80) != 0, opcode, payload.ToArray());
    }
}
