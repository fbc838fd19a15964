using System.Text;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Subscriptions;
using Aigen.Rpc.Tests.JsonRpc;

namespace Aigen.Rpc.Tests.Subscriptions;

/// <summary>The bytes around a result, whether they are sent in one frame or in several.</summary>
public sealed class NotificationBytesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(16 * 1024)]
    [InlineData(64 * 1024)]
    [InlineData((64 * 1024) + 1)]
    [InlineData(1_000_000)]
    public async Task Notification_OfAnySize_ArrivesWhole(int length)
    {
        var result = $"\"{new string('r', length)}\"";
        var subscribe = TestMethods.Subscribing("subscribe", call =>
        {
            var subscription = call.Subscribe("mine");
            subscription.Notify(new Notice(Encoding.UTF8.GetBytes(result), "7-end-0123456789abcdef"));
            subscription.Notify(Encoding.UTF8.GetBytes(result));
            return RpcResult.Ok(subscription.Id);
        });
        await using var host = await RpcHost.StartAsync([subscribe]);
        using var client = await host.ConnectAsync();

        await client.CallAsync(1, "subscribe");
        await client.ReceiveAsync();

        const string Begin = """{"jsonrpc":"2.0","method":"subscription","params":{"subscription":"mine","result":""";
        Assert.Equal($$$"""{{{Begin}}}{{{result}}},"sequence":1,"cursor":"7-end-0123456789abcdef"}}""", await client.ReceiveTextAsync());
        Assert.Equal($$$"""{{{Begin}}}{{{result}}},"sequence":2}}""", await client.ReceiveTextAsync());
    }

    [Theory]
    [InlineData(16 * 1024)]
    [InlineData(200_000)]
    public async Task Answer_OfAnySize_ArrivesWhole(int length)
    {
        var text = new string('a', length);
        await using var host = await RpcHost.StartAsync([TestMethods.Sync("long", [], _ => RpcResult.Ok(text))]);
        using var client = await host.ConnectAsync();

        await client.CallAsync(1, "long");

        Assert.Equal($$"""{"jsonrpc":"2.0","id":1,"result":"{{text}}"}""", await client.ReceiveTextAsync());
    }
}
