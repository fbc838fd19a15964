using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Aigen.Rpc.Tests.JsonRpc;

namespace Aigen.Rpc.Tests.WebSockets;

/// <summary>A WebSocket client that sends the bytes that it likes, and tells a reset from an end.</summary>
internal sealed class RawWebSocket : IDisposable
{
    public const byte Text = 0x81;
    public const byte FirstOfText = 0x01;
    public const byte Continuation = 0x00;
    public const byte LastContinuation = 0x80;
    public const byte Close = 0x88;
    public const byte Ping = 0x89;
    public const byte Pong = 0x8a;

    /// <summary>The bit of a message's first frame that says so (RFC 7692, section 6).</summary>
    public const byte Compressed = 0x40;

    /// <summary>Asks for messages to be compressed.</summary>
    public const string Offer = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";

    private readonly TcpClient _client = new() { NoDelay = true };

    /// <summary>What a sender leaves away at the end of a compressed message (RFC 7692, section 7.2.1).</summary>
    public static ReadOnlySpan<byte> EmptyBlock => [0, 0, 0xFF, 0xFF];

    private NetworkStream Stream => _client.GetStream();

    /// <summary>The head of the answer to the upgrade.</summary>
    public string Head { get; private set; } = "";

    public static async Task<RawWebSocket> OpenAsync(RpcHost host, string more = "")
    {
        var socket = new RawWebSocket();
        await socket._client.ConnectAsync(host.Address.Host, host.Address.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {host.Address.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{more}\r\n"));
        while (!socket.Head.EndsWith("\r\n\r\n", StringComparison.Ordinal)) socket.Head += (char)(await socket.ReceiveAsync(1))[0];
        Assert.StartsWith("HTTP/1.1 101", socket.Head, StringComparison.Ordinal);
        return socket;
    }

    /// <summary>A frame under a mask of zeros, which leaves the content as it is.</summary>
    public static byte[] Frame(byte kind, ReadOnlySpan<byte> content)
    {
        byte[] length = content.Length switch
        {
            < 126 => [(byte)(0x80 | content.Length)],
            <= ushort.MaxValue => [0x80 | 126, (byte)(content.Length >> 8), (byte)content.Length],
            _ => [0x80 | 127, 0, 0, 0, 0, (byte)(content.Length >> 24), (byte)(content.Length >> 16), (byte)(content.Length >> 8), (byte)content.Length],
        };
        return [kind, .. length, 0, 0, 0, 0, .. content];
    }

    public Task SendAsync(byte[] bytes) => Stream.WriteAsync(bytes).AsTask().WaitAsync(RpcHost.Patience);

    public async Task<(byte Kind, byte[] Content)> ReceiveFrameAsync()
    {
        var head = await ReceiveAsync(2);
        var length = head[1] switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(await ReceiveAsync(2)),
            127 => (int)BinaryPrimitives.ReadUInt64BigEndian(await ReceiveAsync(8)),
            var few => few,
        };
        return (head[0], await ReceiveAsync(length));
    }

    /// <summary>Asserts that the connection ends, and is not reset.</summary>
    public async Task AssertEndAsync()
    {
        try
        {
            Assert.Equal(0, await Stream.ReadAsync(new byte[1]).AsTask().WaitAsync(RpcHost.Patience));
        }
        catch (IOException reset)
        {
            Assert.Fail($"reset: {reset.Message}");
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<byte[]> ReceiveAsync(int count)
    {
        var bytes = new byte[count];
        await Stream.ReadExactlyAsync(bytes).AsTask().WaitAsync(RpcHost.Patience);
        return bytes;
    }
}
