using System.Text;

namespace Aigen.Node.Tests.Fuzz.Http2;

/// <summary>What a client of HTTP/2 sends: its preface, and requests.</summary>
internal static class Http2Requests
{
    // RFC 9113, section 6.5.2: SETTINGS_INITIAL_WINDOW_SIZE, so that answers of any length come at once.
    private static readonly byte[] LargeWindows = [0, 4, 0x7F, 0xFF, 0xFF, 0xFF];

    private static readonly byte[] LargeWindow = [0x3F, 0, 0, 0];

    // What a server lets come in one frame, and on one connection, before it has read any of it (sections 4.2 and 6.9.2).
    public const int FrameBytes = 16_384;
    public const int ConnectionBytes = 65_535;

    public static byte[] Preface =>
    [
        .. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. new Http2Frame(Http2Frame.Settings, 0, 0, LargeWindows).Bytes,
        .. new Http2Frame(Http2Frame.WindowUpdate, 0, 0, LargeWindow).Bytes,
    ];

    public static byte[] Post(int stream, byte[] body)
    {
        var bytes = new MemoryStream();
        bytes.Write(new Http2Frame(Http2Frame.Headers, Http2Frame.EndsHeaders, stream, Head(body.Length)).Bytes);
        for (var at = 0; at == 0 || at < body.Length; at += FrameBytes)
        {
            var count = Math.Min(FrameBytes, body.Length - at);
            var flags = at + count == body.Length ? Http2Frame.EndsStream : 0;
            bytes.Write(new Http2Frame(Http2Frame.Data, flags, stream, body.AsMemory(at, count)).Bytes);
        }

        return bytes.ToArray();
    }

    // RFC 7541: :method POST, :scheme http and :path / are entries 3, 6 and 4 of the static table; the others are literals without indexing.
    private static byte[] Head(int length) =>
        [0x83, 0x86, 0x84, .. Literal(":authority", "localhost"), .. Literal("content-type", "application/json"), .. Literal("content-length", $"{length}")];

    private static byte[] Literal(string name, string value) =>
        [0, (byte)name.Length, .. Encoding.ASCII.GetBytes(name), (byte)value.Length, .. Encoding.ASCII.GetBytes(value)];
}
