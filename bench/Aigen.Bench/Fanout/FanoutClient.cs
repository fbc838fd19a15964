using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Aigen.Bench;

/// <summary>A WebSocket client that looks at nothing but the frames, so that what is measured is the server.</summary>
internal sealed class FanoutClient : IDisposable
{
    private const int FinalFrame = 0x80;

    // Unmasked, as servers send: two bytes, and two or eight more for the length.
    private const int LongestHeader = 10;

    private readonly TcpClient _client = new() { NoDelay = true };
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _filled;

    public void Dispose() => _client.Dispose();

    /// <summary>Connects, sends one call and waits for its answer.</summary>
    public async Task StartAsync(Uri url, string call)
    {
        await _client.ConnectAsync(url.Host, url.Port);
        var stream = _client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET / HTTP/1.1\r\nHost: {url.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
        int end;
        while ((end = _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8)) < 0) await FillAsync();
        Drop(end + 4);

        // A mask of zeros leaves the text as it is.
        await stream.WriteAsync((byte[])[0x81, (byte)(0x80 | call.Length), 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(call)]);
        while (Take(static _ => { }) == 0) await FillAsync();
    }

    /// <summary>Tells of every message, with its first bytes where they came in one piece, until the connection ends.</summary>
    public async Task ReadAsync(Action<ReadOnlyMemory<byte>> arrived, Action<int> counted)
    {
        try
        {
            while (true)
            {
                await FillAsync();
                if (Take(arrived) is > 0 and var count) counted(count);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The measurement is over.
        }
    }

    private async ValueTask FillAsync()
    {
        var read = await _client.GetStream().ReadAsync(_buffer.AsMemory(_filled));
        _filled += read > 0 ? read : throw new IOException("the server closed the connection");
    }

    private int Take(Action<ReadOnlyMemory<byte>> arrived)
    {
        var (count, at) = (0, 0);
        while (FrameAt(at) is var (header, length) && header > 0 && at + header + length <= _filled)
        {
            if ((_buffer[at] & FinalFrame) != 0)
            {
                count++;
                arrived(_buffer.AsMemory(at + header, (int)length));
            }

            at += header + (int)length;
        }

        Drop(at);
        return count;
    }

    private (int Header, long Length) FrameAt(int at)
    {
        var frame = _buffer.AsSpan(at, _filled - at);
        if (frame.Length < 2) return default;
        return frame[1] switch
        {
            126 when frame.Length >= 4 => (4, BinaryPrimitives.ReadUInt16BigEndian(frame[2..])),
            127 when frame.Length >= LongestHeader => (LongestHeader, (long)BinaryPrimitives.ReadUInt64BigEndian(frame[2..])),
            126 or 127 => default,
            var length => (2, length),
        };
    }

    private void Drop(int bytes)
    {
        _buffer.AsSpan(bytes, _filled - bytes).CopyTo(_buffer);
        _filled -= bytes;
    }
}
