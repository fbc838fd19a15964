using System.Text.Json;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Subscriptions;
using Aigen.Rpc.Tests.JsonRpc;

namespace Aigen.Rpc.Tests.Subscriptions;

public sealed class SubscriptionTests
{
    private static readonly byte[] One = "1"u8.ToArray();
    private static readonly byte[] Two = "2"u8.ToArray();

    [Fact]
    public async Task Answer_ReachesTheClientBeforeTheFirstNotification()
    {
        var subscribe = TestMethods.Async("subscribe", [TestMethods.Subscription], async call =>
        {
            var subscription = call.Subscribe(call.Get(TestMethods.Subscription));
            subscription.Notify(One);
            await Task.Run(() => subscription.Notify(Two));
            return RpcResult.Ok(subscription.Id);
        });
        await using var host = await RpcHost.StartAsync([subscribe]);
        using var client = await host.ConnectAsync();

        await client.CallAsync(1, "subscribe", """{"subscription":"sub_\"1\""}""");

        Assert.Equal("""{"jsonrpc":"2.0","id":1,"result":"sub_\"1\""}""", await client.ReceiveTextAsync());
        AssertNotification(await client.ReceiveAsync(), "sub_\"1\"", 1);
        AssertNotification(await client.ReceiveAsync(), "sub_\"1\"", 2);
    }

    [Fact]
    public async Task Answer_OfABatch_ReachesTheClientBeforeTheFirstNotification()
    {
        await using var host = await RpcHost.StartAsync([NotifyingOnce(), TestMethods.Echo]);
        using var client = await host.ConnectAsync();

        await client.SendAsync(
            """
            [{"jsonrpc":"2.0","id":1,"method":"subscribe","params":["a"]},
             {"jsonrpc":"2.0","id":2,"method":"echo","params":[0]}]
            """);

        Assert.Equal(JsonValueKind.Array, (await client.ReceiveAsync()).ValueKind);
        AssertNotification(await client.ReceiveAsync(), "a", 1);
    }

    [Fact]
    public async Task SubscriptionThatCompletesAtOnce_StillSendsWhatItSaid()
    {
        var subscribe = TestMethods.Subscribing("subscribe", call =>
        {
            using var subscription = call.Subscribe("short");
            subscription.Notify(One);
            return RpcResult.Ok(subscription.Id);
        });
        await using var host = await RpcHost.StartAsync([subscribe]);
        using var client = await host.ConnectAsync();

        await client.CallAsync(1, "subscribe");

        Assert.Equal("short", (await client.ReceiveAsync()).GetProperty("result").GetString());
        AssertNotification(await client.ReceiveAsync(), "short", 1);
    }

    [Fact]
    public async Task IdsOfTheNode_AreLongAndDiffer()
    {
        await using var host = await RpcHost.StartAsync([TestMethods.Subscribing("subscribe", call => RpcResult.Ok(call.Subscribe().Id))]);
        using var client = await host.ConnectAsync();

        await client.CallAsync(1, "subscribe");
        await client.CallAsync(2, "subscribe");
        var answers = new[] { await client.ReceiveAsync(), await client.ReceiveAsync() };
        var ids = answers.Select(a => a.GetProperty("result").GetString()!).ToArray();

        Assert.All(ids, id => Assert.Equal(32, id.Length));
        Assert.NotEqual(ids[0], ids[1]);
    }

    [Theory]
    [InlineData("\"taken\"", "in use")]
    [InlineData("\"\"", "1 to 128")]
    [InlineData(null, "1 to 128")]
    public async Task IdThatIsTakenOrMalformed_IsRefused(string? id, string reason)
    {
        await using var host = await RpcHost.StartAsync([Choosing()]);
        using var client = await host.ConnectAsync();

        await client.CallAsync(1, "subscribe", "[\"taken\"]");
        await client.ReceiveAsync();
        await client.CallAsync(2, "subscribe", $"[{id ?? $"\"{new string('t', 129)}\""}]");

        var error = (await client.ReceiveAsync()).GetProperty("error");
        Assert.Equal(RpcErrorCodes.InvalidParams, error.GetProperty("code").GetInt32());
        Assert.Contains(reason, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubscriptionsBeyondTheLimit_AreRefusedUntilOneEnds()
    {
        await using var host = await RpcHost.StartAsync(
            [Choosing(), TestMethods.Unsubscribe], new RpcLimits { Subscriptions = 2 });
        using var client = await host.ConnectAsync();

        await client.CallAsync(1, "subscribe", "[\"a\"]");
        await client.CallAsync(2, "subscribe", "[\"b\"]");
        await client.CallAsync(3, "subscribe", "[\"c\"]");
        await client.CallAsync(4, "unsubscribe", "[\"a\"]");
        await client.CallAsync(5, "subscribe", "[\"c\"]");
        var answers = new List<JsonElement>();
        for (var i = 0; i < 5; i++) answers.Add(await client.ReceiveAsync());

        Assert.Equal(RpcErrorCodes.LimitExceeded, answers[2].GetProperty("error").GetProperty("code").GetInt32());
        Assert.Contains("2 subscriptions", answers[2].GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("c", answers[4].GetProperty("result").GetString());
    }

    [Fact]
    public async Task CallThatFails_LeavesNoSubscriptionBehind()
    {
        var fails = true;
        var subscribe = TestMethods.Subscribing("subscribe", call =>
        {
            call.Subscribe("a");
            if (fails) throw new RpcException(new RpcError(2001, "Model not found"));
            return RpcResult.Ok("a");
        });
        await using var host = await RpcHost.StartAsync([subscribe]);
        using var client = await host.ConnectAsync();

        await client.CallAsync(1, "subscribe");
        Assert.Equal(2001, (await client.ReceiveAsync()).GetProperty("error").GetProperty("code").GetInt32());
        fails = false;
        await client.CallAsync(2, "subscribe");

        Assert.Equal("a", (await client.ReceiveAsync()).GetProperty("result").GetString());
    }

    private static RpcMethod Choosing() =>
        TestMethods.Subscribing("subscribe", call => RpcResult.Ok(call.Subscribe(call.Get(TestMethods.Subscription)).Id));

    private static RpcMethod NotifyingOnce() => TestMethods.Subscribing("subscribe", call =>
    {
        var subscription = call.Subscribe(call.Get(TestMethods.Subscription));
        subscription.Notify(One);
        return RpcResult.Ok(subscription.Id);
    });

    private static void AssertNotification(JsonElement message, string id, int result)
    {
        var expected = JsonSerializer.SerializeToElement(new
        {
            jsonrpc = "2.0",
            method = "subscription",
            @params = new { subscription = id, result },
        });
        Assert.True(JsonElement.DeepEquals(expected, message), message.GetRawText());
    }
}
