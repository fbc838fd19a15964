using System.Net.WebSockets;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Tests.JsonRpc;

namespace Aigen.Rpc.Tests.Limits;

/// <summary>Clients that hold a connection by sending as slowly as they can.</summary>
[Collection(CountedRefusals.Name)]
public sealed class SlowRequestTests
{
    private static readonly RpcLimits Short = new() { ReadTimeout = TimeSpan.FromSeconds(1), IdleTimeout = TimeSpan.FromSeconds(1) };

    [Fact]
    public async Task Head_ThatDoesNotEnd_IsAnswered408AndCounted()
    {
        using var refusals = new RefusalCount();
        await using var host = await RpcHost.StartAsync([TestMethods.Echo], Short);
        using var client = await RawClient.ConnectAsync(host);

        await client.SendAsync("POST / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");

        Assert.StartsWith("HTTP/1.1 408", await client.ReceiveToEndAsync(), StringComparison.Ordinal);
        await refusals.WaitForAsync("read_time");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public async Task Body_ThatDoesNotCome_IsAnswered408WithTheTimeAndCounted(int begun)
    {
        using var refusals = new RefusalCount();
        await using var host = await RpcHost.StartAsync([TestMethods.Echo], Short);
        using var client = await RawClient.ConnectAsync(host);

        var request = RawClient.Request();
        await client.SendAsync(request[..^(RawClient.Call.Length - begun)]);
        var answer = await client.ReceiveToEndAsync();

        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
        Assert.Contains("The body was not there within 1 s, which is the limit", answer, StringComparison.Ordinal);
        await refusals.WaitForAsync("read_time");
    }

    [Fact]
    public async Task Answer_ThatTakesLongerThanARequestMayTake_IsNotCutOff()
    {
        var late = TestMethods.Async("echo", [.. TestMethods.Echo.Parameters], async call =>
        {
            // Twice the limit, whose timer ran for the body.
            await Task.Delay(TimeSpan.FromSeconds(2), call.Aborted);
            return RpcResult.Ok("hi");
        });
        await using var host = await RpcHost.StartAsync([late], Short);
        using var client = await RawClient.ConnectAsync(host);
        var request = RawClient.Request(more: "Expect: 100-continue\r\n");

        await client.SendAsync(request[..^RawClient.Call.Length]);
        Assert.StartsWith("HTTP/1.1 100", await client.ReceiveUntilAsync("\r\n\r\n"), StringComparison.Ordinal);
        await client.SendAsync(RawClient.Call);

        Assert.StartsWith("HTTP/1.1 200", await client.ReceiveUntilAsync("\"hi\"}"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200", await client.AskAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_OnWhichNothingIsAsked_IsClosed()
    {
        await using var host = await RpcHost.StartAsync([TestMethods.Echo], Short);
        using var client = await RawClient.ConnectAsync(host);
        await client.AskAsync();

        Assert.Equal("", await client.ReceiveToEndAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("PRI * HT")]
    public async Task Connection_OnWhichNothingComesThatTellsItsProtocol_IsClosed(string begun)
    {
        await using var host = await RpcHost.StartAsync([TestMethods.Echo], Short);
        using var client = await RawClient.ConnectAsync(host);
        await client.SendAsync(begun);

        Assert.Equal("", await client.ReceiveToEndAsync());
    }

    [Fact]
    public async Task Message_ThatDoesNotEnd_EndsTheConnectionAndIsCounted()
    {
        using var refusals = new RefusalCount();
        await using var host = await RpcHost.StartAsync([TestMethods.Echo], Short);
        using var client = await host.ConnectAsync();

        await client.SendAsync(RawClient.Call[..10], WebSocketMessageType.Text, endOfMessage: false);

        await Assert.ThrowsAnyAsync<WebSocketException>(client.ReceiveAsync);
        await refusals.WaitForAsync("read_time");
    }
}
