using System.Net;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Limits;
using Aigen.Rpc.Tests.JsonRpc;

namespace Aigen.Rpc.Tests.Limits;

[Collection(CountedRefusals.Name)]
public sealed class ConnectionLimitTests
{
    [Theory]
    [InlineData(3, 1000, "connections", "3 connections are open, which is the limit; try again later")]
    [InlineData(1000, 3, "connections_by_address", "3 connections from this address are open, which is the limit; try again later")]
    public async Task Connection_BeyondALimit_IsAnswered503WithTheNumberAndClosed(int all, int byAddress, string limit, string sentence)
    {
        using var refusals = new RefusalCount();
        await using var host = await RpcHost.StartAsync([TestMethods.Echo], new RpcLimits { Connections = all, ConnectionsByAddress = byAddress });
        using RawClient first = await RawClient.ConnectAsync(host), second = await RawClient.ConnectAsync(host), third = await RawClient.ConnectAsync(host);
        foreach (var client in new[] { first, second, third }) Assert.StartsWith("HTTP/1.1 200", await client.AskAsync(), StringComparison.Ordinal);

        using var fourth = await RawClient.ConnectAsync(host);
        await fourth.SendAsync(RawClient.Request());
        var answer = await fourth.ReceiveToEndAsync();

        Assert.StartsWith("HTTP/1.1 503 Service Unavailable\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith($$$"""{"jsonrpc":"2.0","id":null,"error":{"code":-32005,"message":"{{{sentence}}}"}}""", answer, StringComparison.Ordinal);
        await refusals.WaitForAsync(limit);
        Assert.StartsWith("HTTP/1.1 200", await first.AskAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_ThatEnds_MakesRoom()
    {
        await using var host = await RpcHost.StartAsync([TestMethods.Echo], new RpcLimits { Connections = 1 });
        for (var i = 0; i < 5; i++)
        {
            using var client = await RawClient.ConnectAsync(host);
            await client.SendAsync(RawClient.Request(more: "Connection: close\r\n"));
            Assert.StartsWith("HTTP/1.1 200", await client.ReceiveToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Count_OfAnAddressThatLeft_IsForgotten()
    {
        var count = new ConnectionCount(new RpcLimits { ConnectionsByAddress = 1, Connections = 2 });
        var (one, other) = (Of("2001:db8:1:2::1"), Of("2001:db8:1:3::1"));

        Assert.Null(count.TryEnter(one, out _));
        Assert.Equal("connections_by_address", count.TryEnter(Of("2001:db8:1:2:ffff::9"), out _));
        Assert.Null(count.TryEnter(other, out _));
        Assert.Equal("connections", count.TryEnter(Of("192.0.2.1"), out _));
        count.Leave(one);

        Assert.Null(count.TryEnter(one, out _));
    }

    [Theory]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("2001:db8::1", "2001:db8::2", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    [InlineData("::", "0.0.0.0", false)]
    public void Network_OfTwoAddresses_IsOneWhereTheyAreOnesCallers(string first, string second, bool same) => Assert.Equal(same, Of(first) == Of(second));

    private static CallerNetwork Of(string address) => CallerNetwork.Of(IPAddress.Parse(address));
}
