using System.Text.Json;
using Aigen.Node.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Node.Tests.Daemon;

/// <summary>A node that is killed at any moment has lost nothing that it acknowledged, and nothing is half done.</summary>
public sealed class KillTests : IDisposable
{
    private readonly DataDir _folder = new();
    private readonly Wallet _sender = Wallet.Development(1);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Kill_RightAfterSubmissionsWereAcknowledged_LosesNone()
    {
        const int Rounds = 4;
        var random = new Random(20261121);
        var receiver = Wallet.New();
        var acknowledged = new List<Transaction>();
        for (var round = 0; round < Rounds; round++)
        {
            await using var node = await DaemonProcess.StartNodeAsync(_folder.Path);
            await AssertAllKnownAsync(node, acknowledged);
            await SubmitUntilKilledAsync(node, receiver.Address, acknowledged, killAfter: random.Next(1, 120));
        }

        Assert.True(acknowledged.Count >= Rounds, $"only {acknowledged.Count} transactions were acknowledged");
        await using var last = await DaemonProcess.StartNodeAsync(_folder.Path);
        await AssertAllIncludedOnceAsync(last, receiver.Address, acknowledged);
    }

    [Fact]
    public async Task Kill_DuringAStream_LeavesTheCreditAsTheReceiptsSay()
    {
        const int Questions = 5;
        await using (var node = await DaemonProcess.StartNodeAsync(_folder.Path))
        {
            await node.Rpc.ResultAsync("chatCompletion", Chat.Ask(maxTokens: 5).Paying(_sender.Payment(5, nonce: 0)));
            await using var socket = await WsClient.ConnectAsync(node.Url);
            for (var i = 0; i < Questions; i++)
            {
                var stream = await socket.SubscribeAsync("subscribeChatCompletion", Chat.Ask(maxTokens: 900).SignedBy(_sender));
                await socket.NextAsync(stream);
            }

            await node.KillAsync();
        }

        await using var again = await DaemonProcess.StartNodeAsync(_folder.Path);
        await using var watcher = await WsClient.ConnectAsync(again.Url);
        var blocks = await watcher.SubscribeAsync("subscribeNewBlocks");

        // A request that is sure to be in a later block than everything that waited.
        var result = await again.Rpc.ResultAsync("chatCompletion", Chat.Ask(maxTokens: 5).Paying(_sender.Payment(1, nonce: 1)));
        await watcher.NextAsync(
            blocks, block => block.GetProperty("receipts").EnumerateArray().Any(receipt => receipt.Text("id") == result.Text("id")));
        var receipts = (await ChainAsync(again)).SelectMany(block => block.GetProperty("receipts").EnumerateArray()).ToList();
        Assert.Equal(receipts.Count, receipts.Select(receipt => receipt.Text("id")).Distinct().Count());
        var spent = receipts.Aggregate(0UL, (sum, receipt) => sum + receipt.Number("price_micro_aigen"));
        var quota = await again.Rpc.ResultAsync("checkQuota", new[] { _sender.Address.ToString() });
        Assert.Equal(6_000_000 - spent, quota.Number("credit_micro_aigen"));
        Assert.Equal(
            receipts.Count(receipt => receipt.Text("funding") == "quota"), (int)quota.Number("used"));
    }

    // The node is killed from another thread while submissions go on: at whatever it is doing just then.
    private async Task SubmitUntilKilledAsync(DaemonProcess node, Address receiver, List<Transaction> acknowledged, int killAfter)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var killing = Task.Run(async () =>
        {
            await reached.Task;
            await node.KillAsync();
        });
        var submitted = 0;

        // The node may have taken one more than it could answer before the kill.
        var nonce = (await node.Rpc.ResultAsync("getBalance", new[] { _sender.Address.ToString() })).Number("pending_nonce");
        try
        {
            while (true)
            {
                var transaction = _sender.Transaction(receiver, 1, nonce);
                if ((await node.Rpc.CallAsync("submitTransaction", new[] { Wallet.Json(transaction) })).Result.Text("status") == "accepted")
                {
                    acknowledged.Add(transaction);
                    nonce++;
                }

                if (++submitted == killAfter) reached.SetResult();
            }
        }
        catch (HttpRequestException)
        {
            await killing.Soon();
        }
    }

    private static async Task AssertAllKnownAsync(DaemonProcess node, IEnumerable<Transaction> acknowledged)
    {
        foreach (var transaction in acknowledged)
        {
            Assert.Contains((await FateAsync(node, transaction)).Text("status"), (string[])["pending", "included"]);
        }
    }

    private async Task AssertAllIncludedOnceAsync(DaemonProcess node, Address receiver, IReadOnlyList<Transaction> acknowledged)
    {
        await using var socket = await WsClient.ConnectAsync(node.Url);
        var blocks = await socket.SubscribeAsync("subscribeNewBlocks");
        while ((await FateAsync(node, acknowledged[^1])).Text("status") != "included") await socket.NextAsync(blocks);

        var chain = await ChainAsync(node);
        var hashes = chain.SelectMany(block => block.GetProperty("transactions").EnumerateArray()).Select(one => one.Text("tx_hash")).ToList();
        Assert.Equal(hashes.Count, hashes.Distinct().Count());
        // One more may be there: taken, and its answer lost with the node.
        var count = (ulong)hashes.Count;
        Assert.InRange(hashes.Except(acknowledged.Select(one => one.Hash.ToString())).Count(), 0, 4);
        Assert.Empty(acknowledged.Select(one => one.Hash.ToString()).Except(hashes));
        Assert.Equal(count, (await node.Rpc.ResultAsync("getBalance", new[] { receiver.ToString() })).Number("balance"));
        var sender = await node.Rpc.ResultAsync("getBalance", new[] { _sender.Address.ToString() });
        Assert.Equal((1_000_000 - (2 * count), count), (sender.Number("balance"), sender.Number("nonce")));
        for (var i = 1; i < chain.Count; i++)
        {
            Assert.Equal(chain[i - 1].Text("block_hash"), chain[i].GetProperty("header").Text("previous_hash"));
        }
    }

    private static async Task<IReadOnlyList<JsonElement>> ChainAsync(DaemonProcess node)
    {
        var height = (await node.Rpc.ResultAsync("getChainInfo")).Number("height");
        var blocks = new List<JsonElement>();
        for (var i = 0UL; i <= height; i++) blocks.Add(await node.Rpc.ResultAsync("getBlock", new[] { i }));
        return blocks;
    }

    private static Task<JsonElement> FateAsync(DaemonProcess node, Transaction transaction) =>
        node.Rpc.ResultAsync("getTransaction", new[] { transaction.Hash.ToString() });
}
