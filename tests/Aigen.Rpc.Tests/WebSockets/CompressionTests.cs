using System.Buffers.Binary;
using System.IO.Compression;
using System.Net.WebSockets;
using System.Text;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Tests.JsonRpc;

namespace Aigen.Rpc.Tests.WebSockets;

/// <summary>permessage-deflate (RFC 7692): for those who ask for it, where the node was told to.</summary>
public sealed class CompressionTests
{
    private static readonly string LongCall = Call(new string('a', 40_000));

    [Fact]
    public async Task Offer_WhereItIsOff_IsNotTaken()
    {
        await using var host = await RpcHost.StartAsync([TestMethods.Echo]);
        using var client = await RawWebSocket.OpenAsync(host, RawWebSocket.Offer);

        Assert.DoesNotContain("Sec-WebSocket-Extensions", client.Head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_WhereItIsOn_IsCompressedFrom1KiBOnAndWithoutAMemory()
    {
        await using var host = await RpcHost.StartAsync([TestMethods.Echo], compresses: true);
        using var client = await RawWebSocket.OpenAsync(host, RawWebSocket.Offer);
        Assert.Contains("server_no_context_takeover", client.Head, StringComparison.Ordinal);

        await client.SendAsync(RawWebSocket.Frame(RawWebSocket.Text, Encoding.UTF8.GetBytes(LongCall)));
        var first = await client.ReceiveFrameAsync();
        await client.SendAsync(RawWebSocket.Frame(RawWebSocket.Text, Encoding.UTF8.GetBytes(LongCall)));
        var second = await client.ReceiveFrameAsync();

        Assert.Equal(RawWebSocket.Text | RawWebSocket.Compressed, first.Kind);
        Assert.InRange(first.Content.Length, 1, 4000);
        Assert.Equal(first.Content, second.Content);
        Assert.Contains(new string('a', 40_000), Inflate(first.Content), StringComparison.Ordinal);

        await client.SendAsync(RawWebSocket.Frame(RawWebSocket.Text, Encoding.UTF8.GetBytes(Call("short"))));
        Assert.Equal(RawWebSocket.Text, (await client.ReceiveFrameAsync()).Kind);
    }

    [Fact]
    public async Task Client_ThatOffersNothing_IsServedAsEver()
    {
        await using var host = await RpcHost.StartAsync([TestMethods.Echo], compresses: true);
        using var client = await host.ConnectAsync();

        await client.SendAsync(LongCall);

        Assert.Equal(40_000, (await client.ReceiveAsync()).GetProperty("result").GetString()!.Length);
    }

    [Fact]
    public async Task MessagesInAllSizes_ComeBackAsTheyWent()
    {
        await using var host = await RpcHost.StartAsync([TestMethods.Echo], compresses: true);
        using var socket = new ClientWebSocket();
        socket.Options.DangerousDeflateOptions = new WebSocketDeflateOptions();
        await socket.ConnectAsync(new UriBuilder(host.Address) { Scheme = "ws" }.Uri, CancellationToken.None).WaitAsync(RpcHost.Patience);
        using var client = new WebSocketClient(socket);

        foreach (var length in new[] { 1, 900, 1024, 16_000, 17_000, 70_000, 500_000 })
        {
            var text = string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + ((long)i * i % 26))));
            await client.SendAsync(Call(text));
            Assert.Equal(text, (await client.ReceiveAsync()).GetProperty("result").GetString());
        }
    }

    [Fact]
    public async Task Message_ThatUnpacksBeyondTheLimit_IsRefusedWith1009AndNeverUnpackedWhole()
    {
        await using var host = await RpcHost.StartAsync([TestMethods.Echo], new RpcLimits { BodyBytes = 64 * 1024 }, compresses: true);
        using var client = await RawWebSocket.OpenAsync(host, RawWebSocket.Offer);
        var bomb = Deflate(100 << 20);
        Assert.InRange(bomb.Length, 1, 200_000);
        var before = GC.GetTotalAllocatedBytes();

        await client.SendAsync(RawWebSocket.Frame(RawWebSocket.Text | RawWebSocket.Compressed, bomb));

        var (kind, content) = await client.ReceiveFrameAsync();
        Assert.Equal((RawWebSocket.Close, 1009), (kind, BinaryPrimitives.ReadUInt16BigEndian(content)));
        await client.SendAsync(RawWebSocket.Frame(RawWebSocket.Close, [0x03, 0xF1]));
        await client.AssertEndAsync();
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 32 << 20);
    }

    [Fact]
    public async Task Message_ThatDoesNotUnpack_EndsTheConnectionWithoutReset()
    {
        await using var host = await RpcHost.StartAsync([TestMethods.Echo], compresses: true);
        using var client = await RawWebSocket.OpenAsync(host, RawWebSocket.Offer);

        await client.SendAsync([.. RawWebSocket.Frame(RawWebSocket.Text | RawWebSocket.Compressed, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF]), .. RawWebSocket.Frame(RawWebSocket.Close, [0x03, 0xE8])]);

        await client.AssertEndAsync();
    }

    private static string Call(string text) => $$"""{"jsonrpc":"2.0","id":1,"method":"echo","params":["{{text}}"]}""";

    private static byte[] Deflate(int zeros)
    {
        var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var block = new byte[1 << 20];
            Array.Fill(block, (byte)' ');
            for (var i = 0; i < zeros / block.Length; i++) deflate.Write(block);
        }

        return packed.ToArray();
    }

    private static string Inflate(byte[] content)
    {
        using var inflate = new DeflateStream(new MemoryStream([.. content, .. RawWebSocket.EmptyBlock]), CompressionMode.Decompress);
        using var text = new MemoryStream();
        inflate.CopyTo(text);
        return Encoding.UTF8.GetString(text.ToArray());
    }
}
