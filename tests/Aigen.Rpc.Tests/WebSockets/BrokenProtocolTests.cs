using System.Buffers.Binary;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Tests.JsonRpc;
using Aigen.Rpc.WebSockets;

namespace Aigen.Rpc.Tests.WebSockets;

/// <summary>Whoever breaks the protocol is told how by a close frame, which no reset of the connection takes away again.</summary>
public sealed class BrokenProtocolTests
{
    // A reset comes or not as the packets fall.
    private const int Times = 200;
    private const int BodyBytes = 4096;

    private static readonly byte[] NormalClose = RawWebSocket.Frame(RawWebSocket.Close, [0x03, 0xE8]);

    public static TheoryData<string, int> Breaches => new()
    {
        { "text that is not UTF-8", 1007 },
        { "a fragment that is not UTF-8, and no end", 1007 },
        { "a character whose rest is an empty fragment", 1007 },
        { "a frame without a mask", 1002 },
        { "an opcode that is reserved", 1002 },
        { "a bit that is reserved", 1002 },
        { "a ping of 126 bytes", 1002 },
        { "a continuation of nothing", 1002 },
        { "a close frame of one byte", 1002 },
        { "a binary message", 1003 },
        { "a message beyond the limit", 1009 },
    };

    [Theory]
    [MemberData(nameof(Breaches))]
    public async Task Breach_EndsWithItsCloseFrameAndNoReset(string breach, int code)
    {
        await using var host = await RpcHost.StartAsync([TestMethods.Echo], new RpcLimits { BodyBytes = BodyBytes });
        for (var i = 0; i < Times; i++)
        {
            using var client = await RawWebSocket.OpenAsync(host);
            await client.SendAsync([.. Bytes(breach), .. RawWebSocket.Frame(RawWebSocket.Text, new byte[1000])]);

            var (kind, content) = await client.ReceiveFrameAsync();
            Assert.Equal((RawWebSocket.Close, code), (kind, BinaryPrimitives.ReadUInt16BigEndian(content)));
            await client.SendAsync(NormalClose);
            await client.AssertEndAsync();
        }
    }

    [Fact]
    public async Task Breach_OfAClientThatSaysNoGoodbye_EndsAfterTheCloseTimeoutWithoutReset()
    {
        await using var host = await RpcHost.StartAsync([TestMethods.Echo], new RpcLimits { CloseTimeout = TimeSpan.FromMilliseconds(100) });
        using var client = await RawWebSocket.OpenAsync(host);

        await client.SendAsync([.. Bytes("text that is not UTF-8"), .. new byte[50_000]]);

        Assert.Equal(RawWebSocket.Close, (await client.ReceiveFrameAsync()).Kind);
        await client.AssertEndAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(int.MaxValue)]
    public void Trail_OfFramesInWhateverPieces_EndsWithTheCloseFrame(int piece)
    {
        byte[] bytes = [.. RawWebSocket.Frame(RawWebSocket.Text, new byte[70_000]), .. RawWebSocket.Frame(RawWebSocket.Ping, []), .. RawWebSocket.Frame(RawWebSocket.FirstOfText, new byte[300]), .. NormalClose];
        var trail = new FrameTrail();

        foreach (var part in bytes[..^1].Chunk(Math.Min(piece, bytes.Length))) trail.Follow(part);

        Assert.False(trail.HasEnded);
        trail.Follow(bytes.AsSpan(^1));
        Assert.True(trail.HasEnded);
    }

    private static byte[] Bytes(string breach) => breach switch
    {
        "text that is not UTF-8" => RawWebSocket.Frame(RawWebSocket.Text, [0xFF, 0xFE]),
        "a fragment that is not UTF-8, and no end" => RawWebSocket.Frame(RawWebSocket.FirstOfText, [0xC3, 0x28]),
        "a character whose rest is an empty fragment" => [.. RawWebSocket.Frame(RawWebSocket.FirstOfText, [0xE2, 0x82]), .. RawWebSocket.Frame(RawWebSocket.LastContinuation, [])],
        "a frame without a mask" => [RawWebSocket.Text, 2, (byte)'[', (byte)']'],
        "an opcode that is reserved" => RawWebSocket.Frame(0x83, [1]),
        "a bit that is reserved" => RawWebSocket.Frame(0xC1, [1]),
        "a ping of 126 bytes" => RawWebSocket.Frame(RawWebSocket.Ping, new byte[126]),
        "a continuation of nothing" => RawWebSocket.Frame(RawWebSocket.LastContinuation, [1]),
        "a close frame of one byte" => RawWebSocket.Frame(RawWebSocket.Close, [3]),
        "a binary message" => RawWebSocket.Frame(0x82, [1]),
        "a message beyond the limit" => RawWebSocket.Frame(RawWebSocket.Text, [.. Enumerable.Repeat((byte)' ', BodyBytes + 1)]),
        _ => throw new ArgumentOutOfRangeException(nameof(breach), breach, "There is no such breach."),
    };
}
