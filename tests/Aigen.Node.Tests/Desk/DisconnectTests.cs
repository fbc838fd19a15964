using System.Text.Json;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Desk;

/// <summary>A client that goes away in the middle of its answer pays for what it got, and leaves the engine to others.</summary>
public sealed class DisconnectTests(DevNode node) : IClassFixture<DevNode>
{
    private const int Long = 900;

    [Fact]
    public async Task Disconnect_MidStream_SettlesForWhatWasDelivered()
    {
        var wallet = await node.SubscribedAsync("unlimited", 0, rest: 10);
        await node.IncludeAsync(wallet.Payment(2, nonce: 1));
        await using var watcher = await node.ConnectAsync();
        var blocks = await watcher.SubscribeAsync("subscribeNewBlocks");
        var gone = await node.ConnectAsync();
        var subscription = await gone.SubscribeAsync("subscribeChatCompletion", Chat.LongAnswer(Long).SignedBy(wallet));
        await gone.NextAsync(subscription);

        gone.Abort();
        var receipt = await ReceiptOfAsync(watcher, blocks, wallet);

        Assert.Equal("cancelled", receipt.Text("end"));
        Assert.InRange(receipt.Number("completion_tokens"), 1UL, (ulong)Long - 1);
        var price = (receipt.Number("prompt_tokens") + receipt.Number("completion_tokens")) * 1000;
        Assert.Equal(price, receipt.Number("price_micro_aigen"));
        Assert.Equal(2_000_000 - price, (await node.Rpc.ResultAsync("checkQuota", new[] { wallet.Address.ToString() })).Number("credit_micro_aigen"));
        await gone.DisposeAsync();
    }

    [Fact]
    public async Task Unsubscribe_MidStream_SettlesForWhatWasDelivered()
    {
        var wallet = Wallet.New();
        await using var socket = await node.ConnectAsync();
        var blocks = await socket.SubscribeAsync("subscribeNewBlocks");
        var subscription = await socket.SubscribeAsync("subscribeChatCompletion", Chat.LongAnswer(Long).SignedBy(wallet));
        await socket.NextAsync(subscription);

        Assert.Equal(JsonValueKind.True, (await socket.CallAsync("unsubscribeChatCompletion", new[] { subscription })).Result.ValueKind);
        var receipt = await ReceiptOfAsync(socket, blocks, wallet);

        Assert.Equal("cancelled", receipt.Text("end"));
        Assert.InRange(receipt.Number("completion_tokens"), 1UL, (ulong)Long - 1);
    }

    [Fact]
    public async Task Disconnect_OfManyThatWait_LeavesTheEngineToTheNext()
    {
        // The engine answers one at a time: were their places not freed, this would wait for eight answers of 900 tokens.
        await using var socket = await node.ConnectAsync();
        var gone = new List<WsClient>();
        for (var i = 0; i < 8; i++)
        {
            var client = await node.ConnectAsync();
            var subscription = await client.SubscribeAsync("subscribeChatCompletion", Chat.LongAnswer(Long).SignedBy(Wallet.New()));
            if (i == 0) await client.NextAsync(subscription);
            gone.Add(client);
        }

        gone.ForEach(client => client.Abort());
        var answer = await node.Rpc.ResultAsync("chatCompletion", Chat.Ask().SignedBy(Wallet.New()));

        Assert.Equal(Chat.Answer, answer.GetProperty("choices")[0].GetProperty("message").Text("content"));
        foreach (var client in gone) await client.DisposeAsync();
    }

    [Fact]
    public async Task Disconnect_OfAnHttpCall_ChargesNothing()
    {
        var wallet = Wallet.New();
        using var http = new HttpClient();
        using var away = new CancellationTokenSource();
        await using var socket = await node.ConnectAsync();
        // Another's stream holds the engine, so that the call waits for it when its client goes.
        var holding = await socket.SubscribeAsync("subscribeChatCompletion", Chat.LongAnswer(Long).SignedBy(Wallet.New()));
        await socket.NextAsync(holding);
        using var body = new StringContent(
            $$"""{"jsonrpc":"2.0","id":1,"method":"chatCompletion","params":{{Chat.LongAnswer(Long).SignedBy(wallet).ToJsonString()}}}""",
            System.Text.Encoding.UTF8, "application/json");
        var call = http.PostAsync(node.Url, body, away.Token);
        await away.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await socket.CallAsync("unsubscribe", new[] { holding });

        // The next request is served, and its receipt is the wallet's only one.
        var result = await node.Rpc.ResultAsync("chatCompletion", Chat.Ask().SignedBy(wallet));
        await node.IncludedReceiptAsync(result.Text("id")!);

        Assert.Equal(1UL, (await node.Rpc.ResultAsync("checkQuota", new[] { wallet.Address.ToString() })).Number("used"));
    }

    private static async Task<JsonElement> ReceiptOfAsync(WsClient socket, string blocks, Wallet wallet)
    {
        bool IsOurs(JsonElement receipt) => receipt.Text("payer") == wallet.Address.ToString();
        var block = await socket.NextAsync(blocks, block => block.GetProperty("receipts").EnumerateArray().Any(IsOurs));
        return block.GetProperty("receipts").EnumerateArray().Single(IsOurs);
    }
}
