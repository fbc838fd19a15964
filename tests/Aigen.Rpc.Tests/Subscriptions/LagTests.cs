using System.Text;
using System.Text.Json;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Subscriptions;
using Aigen.Rpc.Tests.JsonRpc;

namespace Aigen.Rpc.Tests.Subscriptions;

/// <summary>A slow client that stays connected can account for every event: it has it, or was told that it missed it.</summary>
public sealed class LagTests
{
    private const int Events = 300;

    // Far more together than the sockets of the two ends hold.
    private static readonly byte[] Payload = [(byte)'"', .. Enumerable.Repeat((byte)'x', 1 << 16), (byte)'"'];

    private readonly TaskCompletionSource<Subscription> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task ClientThatDoesNotRead_IsToldOnceWhatItMissedAndGoesOn()
    {
        await using var host = await StartAsync();
        using var client = await host.ConnectAsync();
        var subscription = await SubscribeAsync(client);
        Flood(subscription);

        var (delivered, lagged) = await ReadUntilLaggedAsync(client);
        subscription.Notify("1"u8.ToArray());
        var next = (await client.ReceiveAsync()).GetProperty("params");

        var gap = lagged.GetProperty("result").GetProperty("lagged");
        Assert.Equal(delivered + 1, gap.GetProperty("first_sequence").GetInt32());
        Assert.Equal(Events, gap.GetProperty("last_sequence").GetInt32());
        Assert.Equal(Events - delivered, gap.GetProperty("missed").GetInt32());
        Assert.Equal($"cursor-{delivered}", gap.GetProperty("from").GetString());
        Assert.Equal($"cursor-{Events}", gap.GetProperty("to").GetString());
        Assert.Equal(Events, lagged.GetProperty("sequence").GetInt32());
        Assert.False(lagged.TryGetProperty("cursor", out _), "a client that keeps the newest cursor would skip what it missed");
        Assert.Equal((Events + 1, 1), (next.GetProperty("sequence").GetInt32(), next.GetProperty("result").GetInt32()));
    }

    [Fact]
    public async Task ClientThatDoesNotRead_StillGetsTheAnswersToItsCalls()
    {
        await using var host = await StartAsync();
        using var client = await host.ConnectAsync();
        Flood(await SubscribeAsync(client));

        await client.CallAsync(7, "echo", "[\"here\"]");

        while (true)
        {
            var message = await client.ReceiveAsync();
            if (!message.TryGetProperty("id", out var id)) continue;
            Assert.Equal((7, "here"), (id.GetInt32(), message.GetProperty("result").GetString()));
            return;
        }
    }

    [Fact]
    public async Task EventsBeforeTheAnswer_BeyondTheBound_AreMissedBehindThoseThatWereHeld()
    {
        var subscribe = TestMethods.Subscribing("subscribe", call =>
        {
            var subscription = call.Subscribe("slow", SlowSubscriber.Lag);
            for (var i = 1; i <= 100; i++) subscription.Notify(Encoding.UTF8.GetBytes($"{i}"));
            return RpcResult.Ok(subscription.Id);
        });
        await using var host = await RpcHost.StartAsync([subscribe], new RpcLimits { QueuedMessages = 8 });
        using var client = await host.ConnectAsync();
        await client.CallAsync(1, "subscribe");
        Assert.Equal("slow", (await client.ReceiveAsync()).GetProperty("result").GetString());

        var (delivered, lagged) = await ReadUntilLaggedAsync(client);

        Assert.InRange(delivered, 1, 8);
        Assert.Equal(delivered + 1, lagged.GetProperty("result").GetProperty("lagged").GetProperty("first_sequence").GetInt32());
        Assert.Equal(100, lagged.GetProperty("sequence").GetInt32());
    }

    private Task<RpcHost> StartAsync()
    {
        var subscribe = TestMethods.Subscribing("subscribe", call =>
        {
            var subscription = call.Subscribe("slow", SlowSubscriber.Lag);
            _opened.SetResult(subscription);
            return RpcResult.Ok(subscription.Id);
        });
        return RpcHost.StartAsync([subscribe, TestMethods.Echo], new RpcLimits { QueuedMessages = 8 });
    }

    private async Task<Subscription> SubscribeAsync(WebSocketClient client)
    {
        await client.CallAsync(1, "subscribe");
        await client.ReceiveAsync();
        return await _opened.Task;
    }

    private static void Flood(Subscription subscription)
    {
        for (var i = 1; i <= Events; i++) Assert.True(subscription.Notify(new Notice(Payload, $"cursor-{i}")));
    }

    private static async Task<(int Delivered, JsonElement Lagged)> ReadUntilLaggedAsync(WebSocketClient client)
    {
        for (var delivered = 0; ; delivered++)
        {
            var parameters = (await client.ReceiveAsync()).GetProperty("params");
            if (parameters.GetProperty("result").ValueKind == JsonValueKind.Object) return (delivered, parameters);
            Assert.Equal(delivered + 1, parameters.GetProperty("sequence").GetInt32());
        }
    }
}
