namespace Aigen.Node.Tests.Fuzz.Http2;

/// <summary>A frame of RFC 9113, section 4.1.</summary>
internal readonly record struct Http2Frame(int Type, int Flags, int Stream, ReadOnlyMemory<byte> Payload)
{
    public const int Data = 0;
    public const int Headers = 1;
    public const int Reset = 3;
    public const int Settings = 4;
    public const int GoAway = 7;
    public const int WindowUpdate = 8;

    public const int EndsStream = 1;
    public const int EndsHeaders = 4;

    private const int HeadBytes = 9;

    public bool IsLast => Type is Data or Headers && (Flags & EndsStream) != 0;

    public byte[] Bytes =>
    [
        (byte)(Payload.Length >> 16), (byte)(Payload.Length >> 8), (byte)Payload.Length, (byte)Type, (byte)Flags,
        (byte)(Stream >> 24), (byte)(Stream >> 16), (byte)(Stream >> 8), (byte)Stream, .. Payload.Span,
    ];

    /// <summary>The next one of a server; null where it hangs up.</summary>
    public static async Task<Http2Frame?> ReadAsync(Wire wire)
    {
        if (await wire.ReadAsync(HeadBytes) is not { } head) return null;
        var bytes = head.ToArray();
        var payload = await wire.ReadAsync((bytes[0] << 16) | (bytes[1] << 8) | bytes[2]);
        return payload is null ? null : new Http2Frame(bytes[3], bytes[4], ((bytes[5] & 0x7F) << 24) | (bytes[6] << 16) | (bytes[7] << 8) | bytes[8], payload.Value.ToArray());
    }
}
