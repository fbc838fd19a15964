using System.Net.WebSockets;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Tests.JsonRpc;

namespace Aigen.Rpc.Tests.WebSockets;

public sealed class WebSocketTests
{
    [Fact]
    public async Task Fragments_AreOneMessage()
    {
        await using var host = await RpcHost.StartAsync([TestMethods.Echo]);
        using var client = await host.ConnectAsync();

        foreach (var piece in new[] { """{"jsonrpc":"2.0",""", "", """ "id":1,"method":"ec""" })
            await client.SendAsync(piece, WebSocketMessageType.Text, endOfMessage: false);
        await client.SendAsync("""ho","params":["whole"]}""");

        Assert.Equal("""{"jsonrpc":"2.0","id":1,"result":"whole"}""", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task MessageOfTheLimit_IsAnswered_AndOneByteMoreClosesWith1009()
    {
        await using var host = await RpcHost.StartAsync([TestMethods.Echo], new RpcLimits { BodyBytes = 20_000 });
        using var client = await host.ConnectAsync();
        const string Call = """{"jsonrpc":"2.0","id":1,"method":"echo","params":[1]}""";

        await client.SendAsync(Call.PadRight(20_000));
        await client.SendAsync(Call.PadRight(20_001));

        Assert.Equal("""{"jsonrpc":"2.0","id":1,"result":1}""", await client.ReceiveTextAsync());
        var (status, reason) = await client.ReceiveCloseAsync();
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, status);
        Assert.Contains("20000", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BinaryMessage_ClosesWith1003()
    {
        await using var host = await RpcHost.StartAsync([TestMethods.Echo]);
        using var client = await host.ConnectAsync();

        await client.SendAsync("{}", WebSocketMessageType.Binary, endOfMessage: true);

        var (status, reason) = await client.ReceiveCloseAsync();
        Assert.Equal(WebSocketCloseStatus.InvalidMessageType, status);
        Assert.Contains("text", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallThatWaits_DoesNotHoldTheNextOneUp()
    {
        var gate = new TaskCompletionSource();
        await using var host = await RpcHost.StartAsync([TestMethods.Echo, WaitingFor(gate)]);
        using var client = await host.ConnectAsync();

        await client.CallAsync(1, "wait");
        await client.CallAsync(2, "echo", "[0]");

        Assert.Equal(2, (await client.ReceiveAsync()).GetProperty("id").GetInt32());
        gate.SetResult();
        Assert.Equal(1, (await client.ReceiveAsync()).GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task CallsBeyondTheLimitInFlight_AreRefusedWithTheNumber()
    {
        var gate = new TaskCompletionSource();
        await using var host = await RpcHost.StartAsync([TestMethods.Echo, WaitingFor(gate)], new RpcLimits { CallsInFlight = 2 });
        using var client = await host.ConnectAsync();

        foreach (var id in new[] { 1, 2, 3 }) await client.CallAsync(id, "wait");
        var refused = await client.ReceiveAsync();
        gate.SetResult();
        var answered = new[] { await client.ReceiveAsync(), await client.ReceiveAsync() };
        await client.CallAsync(4, "echo", "[0]");

        Assert.Equal(3, refused.GetProperty("id").GetInt32());
        Assert.Equal(RpcErrorCodes.LimitExceeded, refused.GetProperty("error").GetProperty("code").GetInt32());
        Assert.StartsWith("2 calls", refused.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal([1, 2], answered.Select(a => a.GetProperty("id").GetInt32()).Order());
        Assert.Equal(0, (await client.ReceiveAsync()).GetProperty("result").GetInt32());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ClientThatGoes_CancelsItsCalls(bool saysGoodbye)
    {
        var started = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        var hang = TestMethods.Async("hang", [], async call =>
        {
            using var registration = call.Aborted.Register(cancelled.SetResult);
            started.SetResult();
            await Task.Delay(Timeout.Infinite, call.Aborted);
            return RpcResult.Null;
        });
        await using var host = await RpcHost.StartAsync([hang]);
        using var client = await host.ConnectAsync();

        await client.CallAsync(1, "hang");
        await started.Task.WaitAsync(RpcHost.Patience);
        if (saysGoodbye) await client.Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        else client.Socket.Abort();

        await cancelled.Task.WaitAsync(RpcHost.Patience);
        Assert.Empty(host.Log.Entries);
    }

    [Fact]
    public async Task GoodbyeOfTheClient_IsAnsweredWith1000()
    {
        await using var host = await RpcHost.StartAsync([]);
        using var client = await host.ConnectAsync();

        await client.Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).WaitAsync(RpcHost.Patience);

        Assert.Equal(WebSocketCloseStatus.NormalClosure, client.Socket.CloseStatus);
        Assert.Equal(WebSocketState.Closed, client.Socket.State);
    }

    [Fact]
    public async Task NodeThatStops_ClosesWith1001AndCancelsTheCalls()
    {
        var started = new TaskCompletionSource();
        var hang = TestMethods.Async("hang", [], async call =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, call.Aborted);
            return RpcResult.Null;
        });
        await using var host = await RpcHost.StartAsync([hang]);
        using var client = await host.ConnectAsync();
        await client.CallAsync(1, "hang");
        await started.Task.WaitAsync(RpcHost.Patience);

        var stopping = host.StopAsync();
        var (status, reason) = await client.ReceiveCloseAsync();
        await client.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, status);
        Assert.Equal("The node is stopping", reason);
        await stopping.WaitAsync(RpcHost.Patience);
    }

    [Fact]
    public async Task ClientThatAsksFasterThanItReads_IsSlowedDownAndNotThrownOut()
    {
        const int Count = 1500;
        var large = new string('x', 10_000);
        await using var host = await RpcHost.StartAsync(
            [TestMethods.Sync("large", [], _ => RpcResult.Ok(large))], new RpcLimits { QueuedMessages = 16 });
        using var client = await host.ConnectAsync();

        // 15 MB of answers to 80 KB of questions: far more than the sockets between them hold.
        for (var id = 0; id < Count; id++) await client.CallAsync(id, "large");
        for (var id = 0; id < Count; id++) Assert.Equal(id, (await client.ReceiveAsync()).GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task Notification_IsNotAnswered()
    {
        await using var host = await RpcHost.StartAsync([TestMethods.Echo]);
        using var client = await host.ConnectAsync();

        await client.SendAsync("""{"jsonrpc":"2.0","method":"echo","params":[1]}""");
        await client.SendAsync("""[{"jsonrpc":"2.0","method":"echo","params":[1]}]""");
        await client.CallAsync(3, "echo", "[2]");

        Assert.Equal("""{"jsonrpc":"2.0","id":3,"result":2}""", await client.ReceiveTextAsync());
    }

    private static RpcMethod WaitingFor(TaskCompletionSource gate) => TestMethods.Async("wait", [], async _ =>
    {
        await gate.Task;
        return RpcResult.Null;
    });
}
