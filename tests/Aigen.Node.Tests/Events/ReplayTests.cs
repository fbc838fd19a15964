using System.Text.Json;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Events;

/// <summary>A client that comes back with its cursor has every event once, in the order of the chain.</summary>
public sealed class ReplayTests(DevNode node) : IClassFixture<DevNode>
{
    private const int Blocks = 60;

    [Fact]
    public async Task SubscribeNewBlocks_FromACursor_BringsWhatWasMissedAndThenWhatIsNew()
    {
        await using var first = await node.ConnectAsync();
        var before = await first.SubscribeAsync("subscribeNewBlocks");
        await SendAsync(1);
        var cursor = (await first.NextNoticeAsync(before)).Text("cursor");
        await first.DisposeAsync();
        var seen = Height(cursor!);
        await SendAsync(3);

        await using var second = await node.ConnectAsync();
        var after = await second.SubscribeAsync("subscribeNewBlocks", new { from = cursor });
        var missed = new List<JsonElement>();
        for (var i = 0; i < 3; i++) missed.Add(await second.NextNoticeAsync(after));
        await SendAsync(1);
        missed.Add(await second.NextNoticeAsync(after));

        Assert.Equal([1UL, 2UL, 3UL, 4UL], missed.Select(static notice => notice.Number("sequence")));
        foreach (var notice in missed)
        {
            var stored = await node.Rpc.ResultAsync("getBlock", new[] { ++seen });
            Assert.Equal(stored.GetRawText(), notice.GetProperty("result").GetRawText());
            Assert.StartsWith($"{seen}-end-{stored.Text("block_hash")![2..18]}", notice.Text("cursor"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task SubscribeEvents_CutOffAgainAndAgain_HasEveryEventOnce()
    {
        var start = await HeadAsync() + 1;
        var sending = SendAsync(Blocks);
        var random = new Random(7);
        var events = new List<string>();
        object from = start;
        var connections = 0;
        while (!sending.IsCompleted || Height(from) < await HeadAsync())
        {
            connections++;
            await using var socket = await node.ConnectAsync();
            var subscription = await socket.SubscribeAsync("subscribeEvents", new { from });
            for (var rest = random.Next(1, 12); rest > 0 && (!sending.IsCompleted || Height(from) < await HeadAsync()); rest--)
            {
                var notice = await socket.NextNoticeAsync(subscription);
                from = notice.Text("cursor")!;
                events.Add(Identity(notice.GetProperty("result")));
            }

            // What is on its way is lost, as when a cable is pulled.
            socket.Abort();
        }

        await sending;
        Assert.True(connections > 3, $"{connections} connections");
        await using var again = await node.ConnectAsync();
        var whole = await again.SubscribeAsync("subscribeEvents", new { from = start });
        var expected = new List<string>();
        while (expected.Count < events.Count) expected.Add(Identity(await again.NextAsync(whole)));
        Assert.Equal(expected, events);
        Assert.Equal(await IncludedAsync(start), events.Where(static one => one.StartsWith("transaction", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task SubscribeEvents_OfAnAddress_BringsItsTransactionsAndNoOthers()
    {
        await using var socket = await node.ConnectAsync();
        var (sender, receiver, other) = (await node.FundedAsync(100), Wallet.New(), Wallet.New());
        var live = await socket.SubscribeAsync("subscribeEvents", new { events = new[] { "transaction" }, addresses = new[] { $"{receiver.Address}" } });
        var start = await HeadAsync() + 1;
        await node.IncludeAsync(sender.Transaction(other.Address, 1, 0));
        await node.IncludeAsync(sender.Transaction(receiver.Address, 2, 1));
        await node.IncludeAsync(sender.Transaction(other.Address, 3, 2));
        await node.IncludeAsync(sender.Transaction(receiver.Address, 4, 3));

        var replayed = await socket.SubscribeAsync(
            "subscribeEvents", new { events = new[] { "transaction" }, addresses = new[] { $"{receiver.Address}" }, from = start });

        foreach (var subscription in new[] { live, replayed })
        {
            foreach (var amount in new[] { 2UL, 4UL })
            {
                var happened = await socket.NextAsync(subscription);
                Assert.Equal("transaction", happened.Text("type"));
                Assert.Equal(amount, happened.GetProperty("data").GetProperty("transaction").Number("amount"));
            }
        }
    }

    [Fact]
    public async Task SubscribeEvents_LiveAndReplayed_AreTheSameBytes()
    {
        await using var socket = await node.ConnectAsync();
        var live = await socket.SubscribeAsync("subscribeEvents", new { from = await HeadAsync() + 1 });
        var payer = await node.FundedAsync(50);
        await node.IncludeAsync(payer.Payment(10, 0));
        var answer = await node.Rpc.ResultAsync("chatCompletion", new
        {
            messages = new[] { new { role = "user", content = "Hello" } },
            max_tokens = 4,
            transaction = Wallet.Json(payer.Payment(10, 1)),
        });
        await node.IncludedReceiptAsync(answer.Text("id")!);
        var heard = new List<JsonElement>();
        while (heard.Count == 0 || heard[^1].GetProperty("result").Text("type") != "block" || !heard.Any(IsReceipt)) heard.Add(await socket.NextNoticeAsync(live));

        var replay = await socket.SubscribeAsync("subscribeEvents", new { from = heard[0].GetProperty("result").Number("block_height") });

        foreach (var notice in heard)
        {
            var again = await socket.NextNoticeAsync(replay);
            Assert.Equal(notice.GetProperty("result").GetRawText(), again.GetProperty("result").GetRawText());
            Assert.Equal(notice.Text("cursor"), again.Text("cursor"));
        }

        var quota = heard.Select(static notice => notice.GetProperty("result")).Where(static happened => happened.Text("type") == "quota")
            .Select(static happened => happened.GetProperty("data")).Where(data => data.Text("address") == $"{payer.Address}").ToList();
        Assert.Equal(["buy_credit", "buy_credit", "receipt"], quota.Select(static data => data.Text("cause")));
        Assert.StartsWith("-", quota[^1].Text("credit_micro_aigen"), StringComparison.Ordinal);

        bool IsReceipt(JsonElement notice) => notice.GetProperty("result") is var happened && happened.Text("type") == "receipt"
            && happened.GetProperty("data").GetProperty("receipt").Text("id") == answer.Text("id");
    }

    [Fact]
    public async Task Unsubscribe_FromEvents_EndsThem()
    {
        await using var socket = await node.ConnectAsync();
        var subscription = await socket.SubscribeAsync("subscribeEvents", new { from = 0 });
        Assert.Equal(JsonValueKind.True, (await socket.CallAsync("unsubscribeEvents", new[] { subscription })).Result.ValueKind);
        Assert.Equal(JsonValueKind.False, (await socket.CallAsync("unsubscribeEvents", new[] { subscription })).Result.ValueKind);
    }

    private static string Identity(JsonElement happened) => happened.Text("type") == "transaction"
        ? $"transaction {happened.GetProperty("data").GetProperty("transaction").Text("tx_hash")}"
        : $"{happened.Text("type")} {happened.Number("block_height")} {happened.Number("index")}";

    private static ulong Height(object cursor) => cursor is string text ? ulong.Parse(text.Split('-')[0]) : (ulong)cursor - 1;

    private async Task<ulong> HeadAsync() => (await node.Rpc.ResultAsync("getChainInfo")).Number("height");

    private async Task SendAsync(int blocks)
    {
        var wallet = Wallet.Development(3);
        for (var i = 0; i < blocks; i++)
        {
            await node.IncludeAsync(wallet.Transaction(Wallet.Development(4).Address, 1, await node.NonceAsync(wallet)));
        }
    }

    private async Task<List<string>> IncludedAsync(ulong start)
    {
        var hashes = new List<string>();
        for (var (height, head) = (start, await HeadAsync()); height <= head; height++)
        {
            var block = await node.Rpc.ResultAsync("getBlock", new[] { height });
            hashes.AddRange(block.GetProperty("transactions").EnumerateArray().Select(static one => $"transaction {one.Text("tx_hash")}"));
        }

        return hashes;
    }
}
