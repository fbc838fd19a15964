using System.Text.Json;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Desk;

/// <summary>The queue of the engine has a limit, and says so.</summary>
public sealed class QueueTests(DevNode node) : IClassFixture<DevNode>
{
    private const int Limit = 64;

    [Fact]
    public async Task SubscribeChatCompletion_BeyondTheQueue_IsRefusedWithItsLimitAndCostsNothing()
    {
        // Some run (16 of this small model), as many as the limit wait, and the rest is too much. A connection may have 64 subscriptions.
        await using var first = await node.ConnectAsync();
        await using var second = await node.ConnectAsync();
        var running = await first.SubscribeAsync("subscribeChatCompletion", Chat.LongAnswer(900).SignedBy(Wallet.New()));
        await first.NextAsync(running);

        var streams = await Task.WhenAll(Enumerable.Range(0, (2 * Limit) - 2).Select(i => AskAsync(i % 2 == 0 ? first : second, Wallet.New())));
        var (error, wallet) = await FirstRefusalAsync(streams);

        Assert.Equal(2005, error.GetProperty("code").GetInt32());
        Assert.StartsWith("Queue full", error.Text("message"), StringComparison.Ordinal);
        error.GetProperty("data").HasFields("queued", "limit", "estimated_wait_seconds");
        Assert.Equal((ulong)Limit, error.GetProperty("data").Number("limit"));
        Assert.Equal(0UL, (await node.Rpc.ResultAsync("checkQuota", new[] { wallet.Address.ToString() })).Number("used"));
    }

    private static async Task<(WsClient Socket, string Subscription, Wallet Wallet)> AskAsync(WsClient socket, Wallet wallet) =>
        (socket, await socket.SubscribeAsync("subscribeChatCompletion", Chat.LongAnswer(900).SignedBy(wallet)), wallet);

    private static async Task<(JsonElement Error, Wallet Wallet)> FirstRefusalAsync(IEnumerable<(WsClient Socket, string Subscription, Wallet Wallet)> streams)
    {
        var ends = streams.Select(async stream => (await stream.Socket.ReadChatAsync(stream.Subscription), stream.Wallet));
        await foreach (var end in Task.WhenEach(ends))
        {
            var (stream, wallet) = await end;
            if (stream.Last.TryGetProperty("error", out var error)) return (error, wallet);
        }

        throw new InvalidOperationException("none was refused");
    }
}
