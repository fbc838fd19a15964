using System.Net.Sockets;
using System.Text;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Tests.JsonRpc;

namespace Aigen.Rpc.Tests.Http;

/// <summary>What an ordinary HTTP client never does: bodies in pieces, many requests at once, and going away.</summary>
public sealed class RawHttpTests
{
    private const string Call = """{"jsonrpc":"2.0","id":1,"method":"echo","params":["piece by piece"]}""";

    [Fact]
    public async Task BodyInTwoPieces_IsReadWhole()
    {
        await using var host = await RpcHost.StartAsync([TestMethods.Echo]);
        using var socket = await ConnectAsync(host);

        // The 100 Continue proves that the node has begun to read the body before any of it was sent.
        await SendAsync(socket, Head(Call.Length, "Expect: 100-continue\r\n"));
        Assert.StartsWith("HTTP/1.1 100", await ReceiveUntilAsync(socket, "\r\n\r\n"), StringComparison.Ordinal);
        await SendAsync(socket, Call[..20]);
        await SendAsync(socket, Call[20..]);

        Assert.EndsWith("\"piece by piece\"}", await ReceiveUntilAsync(socket, "piece by piece\"}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BodyAnnouncedAsTooLong_IsRefusedBeforeAnyOfItIsAskedFor()
    {
        await using var host = await RpcHost.StartAsync([TestMethods.Echo], new RpcLimits { BodyBytes = 10_000 });
        using var socket = await ConnectAsync(host);

        await SendAsync(socket, Head(10_001, "Expect: 100-continue\r\n"));

        Assert.StartsWith("HTTP/1.1 413", await ReceiveUntilAsync(socket, "\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BodyThatDoesNotCome_HoldsUpNobodyAndIsGivenUp()
    {
        await using var host = await RpcHost.StartAsync([TestMethods.Echo]);
        using var slow = await ConnectAsync(host);
        await SendAsync(slow, Head(Call.Length) + Call[..20]);

        Assert.Equal(1, (await host.CallAsync("echo", "[1]")).GetProperty("result").GetInt32());

        // Kestrel's own limit: 240 bytes a second, after 5 s of grace.
        Assert.StartsWith("HTTP/1.1 408", await ReceiveUntilAsync(slow, "\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PipelinedRequests_AreAnsweredInOrder()
    {
        await using var host = await RpcHost.StartAsync([TestMethods.Echo]);
        using var socket = await ConnectAsync(host);
        var requests = Enumerable.Range(10, 50).Select(i => $$"""{"jsonrpc":"2.0","id":{{i}},"method":"echo","params":[0]}""");

        await SendAsync(socket, string.Concat(requests.Select(r => Head(r.Length) + r)));
        var received = await ReceiveUntilAsync(socket, "\"id\":59,\"result\":0}");

        var ids = received.Split("\"id\":").Skip(1).Select(part => int.Parse(part[..2]));
        Assert.Equal(Enumerable.Range(10, 50), ids);
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n2\r\n{}no end\r\n")]
    public async Task BodyInBrokenChunks_IsRefusedAndIsNoFaultOfTheNode(string rest)
    {
        await using var host = await RpcHost.StartAsync([TestMethods.Echo]);
        using var socket = await ConnectAsync(host);

        await SendAsync(socket, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + rest);
        var answer = await ReceiveUntilAsync(socket, "}}}");

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":-32700", answer, StringComparison.Ordinal);
        Assert.Empty(host.Log.Entries);
    }

    [Fact]
    public async Task Disconnect_CancelsTheCall()
    {
        var started = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        await using var host = await RpcHost.StartAsync([TestMethods.Async("hang", [], call => HangAsync(call, started, cancelled))]);
        var socket = await ConnectAsync(host);
        const string Hang = """{"jsonrpc":"2.0","id":1,"method":"hang"}""";

        await SendAsync(socket, Head(Hang.Length) + Hang);
        await started.Task.WaitAsync(RpcHost.Patience);
        socket.Dispose();

        await cancelled.Task.WaitAsync(RpcHost.Patience);
        Assert.Empty(host.Log.Entries);
    }

    private static async Task<RpcResult> HangAsync(RpcCall call, TaskCompletionSource started, TaskCompletionSource cancelled)
    {
        started.SetResult();
        try
        {
            await Task.Delay(Timeout.Infinite, call.Aborted);
            return RpcResult.Null;
        }
        finally
        {
            cancelled.SetResult();
        }
    }

    private static string Head(int length, string more = "") =>
        $"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n{more}\r\n";

    private static async Task<Socket> ConnectAsync(RpcHost host)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(host.Address.Host, host.Address.Port);
        return socket;
    }

    private static async Task SendAsync(Socket socket, string text) =>
        await socket.SendAsync(Encoding.ASCII.GetBytes(text)).WaitAsync(RpcHost.Patience);

    private static async Task<string> ReceiveUntilAsync(Socket socket, string end)
    {
        var text = new StringBuilder();
        var buffer = new byte[8192];
        while (!text.ToString().Contains(end, StringComparison.Ordinal))
        {
            var count = await socket.ReceiveAsync(buffer).WaitAsync(RpcHost.Patience);
            Assert.True(count > 0, $"the node hung up after: {text}");
            text.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }

        return text.ToString();
    }
}
