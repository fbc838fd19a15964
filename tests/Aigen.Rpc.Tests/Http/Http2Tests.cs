using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Tests.JsonRpc;

namespace Aigen.Rpc.Tests.Http;

/// <summary>HTTP/2 without TLS and HTTP/1.1 at one port.</summary>
public sealed class Http2Tests : IAsyncLifetime
{
    private const string Call = """{"jsonrpc":"2.0","id":1,"method":"echo","params":[true]}""";
    private RpcHost _host = null!;

    public async Task InitializeAsync() => _host = await RpcHost.StartAsync([TestMethods.Echo]);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("1.0")]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Post_EveryVersion_IsAnsweredInIt(string version)
    {
        using var response = await _host.Client.SendAsync(Request(version));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(version == "1.0" ? "1.1" : version, response.Version.ToString());
        Assert.EndsWith("\"result\":true}", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManyStreams_OfOneConnection_AreAllAnswered()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => _host.Client.SendAsync(Request("2.0"))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    [Fact]
    public async Task WebSocket_OverHttp2_Works()
    {
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler());
        using var client = await OpenAsync(_host, invoker);

        await client.SendAsync(Call);

        Assert.True((await client.ReceiveAsync()).GetProperty("result").GetBoolean());
    }

    [Fact]
    public async Task WebSockets_OfOneConnection_CountAsConnectionsOfTheirAddress()
    {
        await using var host = await RpcHost.StartAsync([TestMethods.Echo], new RpcLimits { ConnectionsByAddress = 3 });
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler());
        using WebSocketClient first = await OpenAsync(host, invoker), second = await OpenAsync(host, invoker);

        var refused = await Assert.ThrowsAsync<WebSocketException>(() => OpenAsync(host, invoker));

        Assert.Contains("503", refused.Message, StringComparison.Ordinal);
        await first.SendAsync(Call);
        Assert.True((await first.ReceiveAsync()).GetProperty("result").GetBoolean());
    }

    [Fact]
    public async Task WebSocket_OverHttp2WithTextThatIsNotUtf8_IsClosedWith1007()
    {
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler());
        using var client = await OpenAsync(_host, invoker);

        await client.Socket.SendAsync(new byte[] { 0xFF, 0xFE }, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

        Assert.Equal(WebSocketCloseStatus.InvalidPayloadData, (await client.ReceiveCloseAsync()).Status);
    }

    [Fact]
    public async Task Preface_ByteByByte_IsRecognised()
    {
        using var socket = await ConnectAsync();
        foreach (var one in "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray()) await socket.SendAsync(new[] { one });

        // An empty SETTINGS frame; the node's own settings come first (RFC 9113, section 3.4): three bytes of length, then type 4.
        await socket.SendAsync(new byte[] { 0, 0, 0, 4, 0, 0, 0, 0, 0 });
        var frame = new byte[9];
        for (var read = 0; read < frame.Length;) read += await socket.ReceiveAsync(frame.AsMemory(read)).AsTask().WaitAsync(RpcHost.Patience);

        Assert.Equal(4, frame[3]);
    }

    [Fact]
    public async Task OtherWords_ThatBeginLikeThePreface_AreHttp1()
    {
        using var socket = await ConnectAsync();

        await socket.SendAsync("PRIVATE / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());

        var buffer = new byte[1024];
        var count = await socket.ReceiveAsync(buffer).WaitAsync(RpcHost.Patience);
        Assert.StartsWith("HTTP/1.1 405", Encoding.ASCII.GetString(buffer, 0, count), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_WithSilentConnections_DoesNotWaitForThem()
    {
        using var silent = await ConnectAsync();
        using var begun = await ConnectAsync();
        await begun.SendAsync("PRI"u8.ToArray());
        using var response = await _host.Client.SendAsync(Request("2.0"));

        await _host.StopAsync().WaitAsync(RpcHost.Patience);

        Assert.Equal(0, await silent.ReceiveAsync(new byte[1]).WaitAsync(RpcHost.Patience));
    }

    private static async Task<WebSocketClient> OpenAsync(RpcHost host, HttpMessageInvoker invoker)
    {
        var socket = new ClientWebSocket();
        socket.Options.HttpVersion = HttpVersion.Version20;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        await socket.ConnectAsync(new UriBuilder(host.Address) { Scheme = "ws" }.Uri, invoker, CancellationToken.None).WaitAsync(RpcHost.Patience);
        return new WebSocketClient(socket);
    }

    private static HttpRequestMessage Request(string version) => new(HttpMethod.Post, "/")
    {
        Content = new StringContent(Call, null, "application/json"),
        Version = new Version(version),
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(_host.Address.Host, _host.Address.Port);
        return socket;
    }
}
