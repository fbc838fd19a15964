using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Limits;
using Aigen.Rpc.Tests.JsonRpc;

namespace Aigen.Rpc.Tests.Limits;

/// <summary>Each limit of messages counts whom it refuses; those of connections and of time have their own tests.</summary>
[Collection(CountedRefusals.Name)]
public sealed class RefusalCountTests
{
    [Theory]
    [InlineData("body", """{"jsonrpc":"2.0","id":1,"method":"echo","params":["LONG"]}""")]
    [InlineData("depth", "[[[[[1]]]]]")]
    [InlineData("batch", """[{"jsonrpc":"2.0","id":1,"method":"echo"},2,3]""")]
    [InlineData("batch_answer", """[{"jsonrpc":"2.0","id":1,"method":"large"},{"jsonrpc":"2.0","id":1,"method":"large"}]""")]
    public async Task Message_BeyondALimit_IsCounted(string limit, string body)
    {
        using var refusals = new RefusalCount();
        var large = TestMethods.Sync("large", [], _ => RpcResult.Ok(new string('x', 2000)));
        await using var host = await RpcHost.StartAsync(
            [TestMethods.Echo, large], new RpcLimits { BodyBytes = 1024, Depth = 4, BatchCalls = 2, BatchAnswerBytes = 1024 });

        await host.PostAsync(body.Replace("LONG", new string('x', 1024), StringComparison.Ordinal));

        await refusals.WaitForAsync(limit);
    }

    [Theory]
    [InlineData("body", "LONG")]
    [InlineData("calls_in_flight", """[{"jsonrpc":"2.0","id":1,"method":"hang"}]""")]
    [InlineData("subscriptions", """[{"jsonrpc":"2.0","id":1,"method":"follow"},{"jsonrpc":"2.0","id":2,"method":"follow"}]""")]
    [InlineData("outgoing_queue", """[{"jsonrpc":"2.0","id":1,"method":"flood"}]""")]
    public async Task Connection_BeyondALimit_IsCounted(string limit, string message)
    {
        using var refusals = new RefusalCount();
        var hang = TestMethods.Async("hang", [], call => Task.Delay(Timeout.Infinite, call.Aborted).ContinueWith(_ => RpcResult.Null, TaskScheduler.Default));
        var follow = TestMethods.Subscribing("follow", call => RpcResult.Ok(call.Subscribe().Id));
        var flood = TestMethods.Subscribing("flood", call =>
        {
            var subscription = call.Subscribe();
            while (subscription.Notify("0"u8.ToArray())) { }
            return RpcResult.Ok(subscription.Id);
        });
        await using var host = await RpcHost.StartAsync(
            [hang, follow, flood], new RpcLimits { BodyBytes = 1024, CallsInFlight = 1, Subscriptions = 1, QueuedMessages = 8 });
        using var client = await host.ConnectAsync();

        await client.SendAsync(message.Replace("LONG", new string('x', 1025), StringComparison.Ordinal));
        if (limit == "calls_in_flight") await client.SendAsync(message);

        await refusals.WaitForAsync(limit);
    }

    [Fact]
    public void Table_EveryCounter_HasATest() => Assert.Equal(
        ["batch", "batch_answer", "body", "calls_by_address", "calls_by_wallet", "calls_in_flight", "connections", "connections_by_address", "depth", "outgoing_queue", "read_time", "subscriptions"],
        LimitTable.All.Select(limit => limit.Counter).OfType<string>().Distinct().Order(StringComparer.Ordinal));
}
