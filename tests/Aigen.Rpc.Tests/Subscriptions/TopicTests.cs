using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Subscriptions;
using Aigen.Rpc.Tests.JsonRpc;

namespace Aigen.Rpc.Tests.Subscriptions;

public sealed class TopicTests : IAsyncLifetime
{
    private readonly Topic _topic = new();
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RpcHost _host = null!;

    public async Task InitializeAsync() => _host = await RpcHost.StartAsync(
    [
        TestMethods.Subscribing("subscribe", Subscribe), TestMethods.Unsubscribe, TestMethods.Echo,
    ]);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Publish_ReachesEverySubscriberInOrderUnderItsOwnId()
    {
        using var first = await SubscribeAsync("first");
        using var second = await SubscribeAsync("second");

        _topic.Publish("""{"height":1}"""u8.ToArray());
        _topic.Publish("""{"height":2}"""u8.ToArray());

        foreach (var (client, id) in new[] { (first, "first"), (second, "second") })
        {
            foreach (var height in new[] { 1, 2 })
            {
                var parameters = (await client.ReceiveAsync()).GetProperty("params");
                Assert.Equal(id, parameters.GetProperty("subscription").GetString());
                Assert.Equal(height, parameters.GetProperty("result").GetProperty("height").GetInt32());
            }
        }
    }

    [Fact]
    public async Task Unsubscribe_IsTrueOnceAndStopsTheNotifications()
    {
        using var client = await SubscribeAsync("a");

        await client.CallAsync(2, "unsubscribe", "[\"a\"]");
        Assert.True((await client.ReceiveAsync()).GetProperty("result").GetBoolean());
        _topic.Publish("1"u8.ToArray());
        await client.CallAsync(3, "unsubscribe", "[\"a\"]");

        Assert.Equal("""{"jsonrpc":"2.0","id":3,"result":false}""", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task Unsubscribe_DoesNotReachTheSubscriptionsOfOthers()
    {
        using var owner = await SubscribeAsync("a");
        using var other = await _host.ConnectAsync();

        await other.CallAsync(1, "unsubscribe", "[\"a\"]");
        Assert.False((await other.ReceiveAsync()).GetProperty("result").GetBoolean());
        _topic.Publish("1"u8.ToArray());

        Assert.Equal("a", (await owner.ReceiveAsync()).GetProperty("params").GetProperty("subscription").GetString());
    }

    [Fact]
    public async Task ClientThatGoes_LeavesTheTopic()
    {
        using var client = await SubscribeAsync("a");
        Assert.Equal(1, _topic.SubscriberCount);

        client.Socket.Abort();
        await _left.Task.WaitAsync(RpcHost.Patience);

        Assert.Equal(0, _topic.SubscriberCount);
    }

    private RpcResult Subscribe(RpcCall call)
    {
        var subscription = call.Subscribe(call.Get(TestMethods.Subscription));
        // Callbacks run last in, first out: this one behind the topic's own.
        subscription.Ended.Register(() => _left.TrySetResult());
        _topic.Add(subscription);
        return RpcResult.Ok(subscription.Id);
    }

    private async Task<WebSocketClient> SubscribeAsync(string id)
    {
        var client = await _host.ConnectAsync();
        await client.CallAsync(1, "subscribe", $"[\"{id}\"]");
        Assert.Equal(id, (await client.ReceiveAsync()).GetProperty("result").GetString());
        return client;
    }
}
