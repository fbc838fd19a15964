using System.Net.WebSockets;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Subscriptions;
using Aigen.Rpc.Tests.JsonRpc;

namespace Aigen.Rpc.Tests.Subscriptions;

/// <summary>What waits for one client is bounded, and only that client pays for it.</summary>
public sealed class SlowClientTests
{
    [Fact]
    public async Task ClientThatDoesNotRead_IsDisconnectedWith1008AndThePublisherNeverWaits()
    {
        var opened = new TaskCompletionSource<Subscription>();
        var subscribe = TestMethods.Subscribing("subscribe", call =>
        {
            var subscription = call.Subscribe("slow");
            opened.SetResult(subscription);
            return RpcResult.Ok(subscription.Id);
        });
        await using var host = await RpcHost.StartAsync([subscribe], new RpcLimits { QueuedMessages = 8 });
        using var client = await host.ConnectAsync();
        await client.CallAsync(1, "subscribe");
        await client.ReceiveAsync();
        var slow = await opened.Task;
        byte[] payload = [(byte)'"', .. Enumerable.Repeat((byte)'x', 1 << 20), (byte)'"'];

        var sent = 0;
        while (slow.Notify(payload) && sent < 1000) sent++;
        await Ended(slow);

        Assert.InRange(sent, 8, 999);
        var (status, reason) = await client.ReceiveCloseAsync();
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, status);
        Assert.Contains("8 messages", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BytesThatWait_AreBoundedToo()
    {
        var limits = new RpcLimits { QueuedBytes = 4096 };
        var subscribe = TestMethods.Subscribing("subscribe", call =>
        {
            var subscription = call.Subscribe("slow");
            // Held back until the answer, and then all at once: more bytes than may wait in far fewer messages.
            for (var i = 0; i < 100; i++) subscription.Notify(new byte[1000]);
            return RpcResult.Ok(subscription.Id);
        });
        await using var host = await RpcHost.StartAsync([subscribe], limits);
        using var client = await host.ConnectAsync();

        await client.CallAsync(1, "subscribe");

        Assert.Equal(WebSocketCloseStatus.PolicyViolation, (await client.ReceiveCloseAsync()).Status);
    }

    private static async Task Ended(Subscription subscription)
    {
        var ended = new TaskCompletionSource();
        using var registration = subscription.Ended.Register(ended.SetResult);
        await ended.Task.WaitAsync(RpcHost.Patience);
    }
}
