using System.Text.Json;
using Aigen.Node.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Node.Tests.Ledger;

/// <summary>Following a transaction from its submission to its end.</summary>
public sealed class FateTests(DevNode node) : IClassFixture<DevNode>
{
    [Fact]
    public async Task SubmitAndWait_GoodTransfer_AnswersWithItsBlock()
    {
        var sender = await node.FundedAsync(10);
        var transfer = sender.Sign(sender.Transaction(Wallet.New().Address, 3, nonce: 0) with
        {
            Fee = new Fee(new Amount(2), new Amount(1), new Amount(1)),
        });

        var fate = (await node.Rpc.CallAsync("submitAndWait", new[] { Wallet.Json(transfer) })).Result;

        Assert.Equal(("included", transfer.Hash.ToString()), (fate.Text("status"), fate.Text("tx_hash")));
        var receipt = fate.GetProperty("receipt");
        Assert.Equal((3UL, 3UL, 1UL), (receipt.Number("amount"), receipt.Number("fee"), receipt.Number("burned")));
        var block = await node.Rpc.ResultAsync("getBlock", new object[] { fate.Number("block_height") });
        Assert.Equal(fate.Text("block_hash"), block.Text("block_hash"));
        Assert.Equal(transfer.Hash.ToString(), block.GetProperty("transactions")[(int)fate.Number("index")].Text("tx_hash"));
    }

    [Fact]
    public async Task SubmitAndWait_ReplacedMeanwhile_IsRefusedWithTheReason()
    {
        var sender = await node.FundedAsync(10);
        var held = sender.Transaction(Wallet.New().Address, 1, nonce: 1);
        var waiting = node.Rpc.CallAsync("submitAndWait", new[] { Wallet.Json(held) });
        await using var socket = await node.ConnectAsync();
        var fates = await socket.SubscribeAsync("subscribeTransaction", new[] { held.Hash.ToString() });
        await socket.NextAsync(fates, fate => fate.Text("status") == "queued");

        var higher = sender.Sign(held with { Fee = held.Fee with { Priority = new Amount(1) } });
        await node.Rpc.ResultAsync("submitTransaction", new[] { Wallet.Json(higher) });

        (await waiting).RefusedBy("replacement_fee", given: null);
    }

    [Fact]
    public async Task SubscribeTransaction_QueuedThenPromotedThenIncluded_TellsEachOnceAndEnds()
    {
        var sender = await node.FundedAsync(10);
        var (first, second) = (sender.Transaction(Wallet.New().Address, 1, nonce: 0), sender.Transaction(Wallet.New().Address, 1, nonce: 1));
        await using var socket = await node.ConnectAsync();
        var fates = await socket.SubscribeAsync("subscribeTransaction", new[] { second.Hash.ToString() });
        Assert.Equal("unknown", (await socket.NextAsync(fates)).Text("status"));

        await node.Rpc.ResultAsync("submitTransaction", new[] { Wallet.Json(second) });
        Assert.Equal("queued", (await socket.NextAsync(fates)).Text("status"));
        await node.Rpc.ResultAsync("submitTransaction", new[] { Wallet.Json(first) });
        Assert.Equal("pending", (await socket.NextAsync(fates)).Text("status"));
        var included = await socket.NextAsync(fates);
        Assert.Equal("included", included.Text("status"));
        Assert.Equal(JsonValueKind.Object, included.GetProperty("transaction").ValueKind);
        Assert.False((await socket.CallAsync("unsubscribeTransaction", new[] { fates })).Result.GetBoolean());
    }

    [Fact]
    public async Task SubscribeTransaction_IncludedLongAgo_TellsItAndEnds()
    {
        var sender = await node.FundedAsync(10);
        var transfer = sender.Transaction(Wallet.New().Address, 1, nonce: 0);
        await node.IncludeAsync(transfer);
        await using var socket = await node.ConnectAsync();
        var fates = await socket.SubscribeAsync("subscribeTransaction", new[] { transfer.Hash.ToString() });
        Assert.Equal("included", (await socket.NextAsync(fates)).Text("status"));
    }

    [Fact]
    public async Task Batch_OfManySubmissions_KeepsTheirOrderAndAnswersInIt()
    {
        var sender = await node.FundedAsync(1_000);
        var calls = Enumerable.Range(0, 100).Select(i => new
        {
            jsonrpc = "2.0",
            id = i,
            method = i == 50 ? "getBalance" : "submitTransaction",
            @params = i == 50
                ? new object[] { sender.Address.ToString() }
                : [Wallet.Json(sender.Transaction(Wallet.New().Address, 1, nonce: (ulong)(i < 50 ? i : i - 1)))],
        });

        using var http = new HttpClient();
        using var content = new StringContent(JsonSerializer.Serialize(calls), System.Text.Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(node.Url, content);
        var answers = JsonElement.Parse(await response.Content.ReadAsStringAsync());

        Assert.Equal(Enumerable.Range(0, 100), answers.EnumerateArray().Select(answer => answer.GetProperty("id").GetInt32()));
        Assert.All(answers.EnumerateArray(), answer => Assert.True(answer.TryGetProperty("result", out _), answer.ToString()));
        Assert.Equal(50UL, answers[50].GetProperty("result").Number("pending_nonce"));
    }
}
