using System.Text.Json;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Guide;

/// <summary>The guide's JavaScript over WebSocket, message for message.</summary>
public sealed class GuideWebSocketTests(DevNode node) : IClassFixture<DevNode>
{
    [Fact]
    public async Task SubscribeNewBlocks_AsInTheGuide_BringsEveryBlock()
    {
        await using var socket = await node.ConnectAsync();
        var subscription = (await socket.SendAsync(GuideRequests.Body("subscribeNewBlocks"))).Result.GetString()!;
        var transaction = Wallet.Development(1).Transaction(Wallet.New().Address, 1, await node.NonceAsync(Wallet.Development(1)));
        await node.Rpc.ResultAsync("submitTransaction", new[] { Wallet.Json(transaction) });

        var block = await socket.NextAsync(
            subscription, block => block.GetProperty("transactions").EnumerateArray().Any(one => one.Text("tx_hash") == transaction.Hash.ToString()));

        block.HasFields("block_hash", "header", "transactions", "receipts", "orders");
        var stored = await node.Rpc.ResultAsync("getBlock", new object?[] { null, block.Text("block_hash") });
        Assert.Equal(stored.GetRawText(), block.GetRawText());
        Assert.Equal(JsonValueKind.True, (await socket.CallAsync("unsubscribeNewBlocks", new[] { subscription })).Result.ValueKind);
        Assert.Equal(JsonValueKind.False, (await socket.CallAsync("unsubscribeNewBlocks", new[] { subscription })).Result.ValueKind);
    }

    [Fact]
    public async Task SubscribeNewTransactions_ThenASubmission_BringsIt()
    {
        await using var socket = await node.ConnectAsync();
        var subscription = await socket.SubscribeAsync("subscribeNewTransactions");
        var transaction = Wallet.Development(2).Transaction(Wallet.New().Address, 1, nonce: 0);

        await node.Rpc.ResultAsync("submitTransaction", new[] { Wallet.Json(transaction) });

        var notified = await socket.NextAsync(subscription, one => one.Text("tx_hash") == transaction.Hash.ToString());
        Assert.Equal(Wallet.Json(transaction).ToJsonString(), JsonSerializer.SerializeToNode(notified)!.ToJsonString());
    }

    [Fact]
    public async Task SubscribeChatCompletion_WithTheModelOfTheGuide_SendsItsErrorUnderTheClientsId()
    {
        await using var socket = await node.ConnectAsync();

        var answer = await socket.SendAsync(GuideRequests.Body("subscribeChatCompletion"));

        Assert.Equal("sub_123", answer.Result.GetString());
        var error = (await socket.NextAsync("sub_123")).GetProperty("error");
        Assert.Equal(2001, error.GetProperty("code").GetInt32());
        Assert.StartsWith("Model not found", error.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubscribeChatCompletion_WithAModelOfThisNode_StreamsUnderTheClientsId()
    {
        await using var socket = await node.ConnectAsync();
        var request = GuideRequests.Copy("subscribeChatCompletion");
        request.Parameters()["model_id"] = "aigen-tiny";

        Assert.Equal("sub_123", (await socket.SendAsync(request.ToJsonString())).Result.GetString());
        var stream = await socket.ReadChatAsync("sub_123");

        Assert.True(stream.Deltas.Count > 1, "the answer came in one piece");
        stream.Last.HasFields("finish_reason", "usage", "id", "model_id", "ad_injected", "receipt");
        Assert.Contains(stream.Last.Text("finish_reason"), (string[])["stop", "length"]);
        var usage = stream.Last.GetProperty("usage");
        Assert.Equal(usage.Number("total_tokens"), usage.Number("prompt_tokens") + usage.Number("completion_tokens"));
    }

    [Fact]
    public async Task SubscribeChatCompletion_WithTheSameIdTwice_RefusesTheSecond()
    {
        await using var socket = await node.ConnectAsync();
        await socket.CallAsync("subscribeNewBlocks", new { subscription = "mine" });

        Assert.Equal(-32602, (await socket.CallAsync("subscribeNewBlocks", new { subscription = "mine" })).Code);
    }

    [Fact]
    public async Task Connection_CarriesOrdinaryCallsToo()
    {
        await using var socket = await node.ConnectAsync();

        var answer = await socket.SendAsync(GuideRequests.Body("getChainInfo"));

        Assert.Equal(9944001UL, answer.Result.Number("chain_id"));
    }
}
