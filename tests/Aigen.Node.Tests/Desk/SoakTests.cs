using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Node.Tests.Support;
using Xunit.Abstractions;

namespace Aigen.Node.Tests.Desk;

/// <summary>Many clients that ask, cancel and go away at random: every token that was computed for somebody is billed once, to the token.</summary>
/// <remarks>AIGEN_SOAK is how many seconds it lasts; ten minutes of it also tell whether memory stays flat, in what it prints.</remarks>
public sealed class SoakTests(ITestOutputHelper output) : IDisposable
{
    private const int Clients = 64;
    private const int DefaultSeconds = 5;

    // The free tier allows 10 a month: before that the wallet gives way to another.
    private const int RequestsAWallet = 8;

    private static readonly string[] Questions =
        ["What is the capital of France?", "Tell me a story.", "What is the symbol for gold?", "What is 2 + 3?", "Hello"];

    private readonly DataDir _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Chat_ClientsComeCancelAndGoAtRandom_BillsEveryTokenOnce()
    {
        var seconds = int.TryParse(Environment.GetEnvironmentVariable("AIGEN_SOAK"), CultureInfo.InvariantCulture, out var given) ? given : DefaultSeconds;
        var ended = new List<Ended>();
        await using (var node = await DaemonProcess.StartNodeAsync(_folder.Path))
        {
            using var time = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
            var watching = WatchAsync(node, time.Token);
            var clients = Enumerable.Range(0, Clients).Select(i => Task.Run(() => AskAsync(node, new Random(i), time.Token)));
            ended.AddRange((await Task.WhenAll(clients)).SelectMany(one => one));
            await watching;
            Assert.Equal("healthy", (await node.Rpc.ResultAsync("health")).Text("status"));

            // It drains: whatever was left behind is settled before it ends.
            node.Terminate();
            Assert.Equal(0, await node.ExitCodeAsync());
        }

        await using var again = await DaemonProcess.StartNodeAsync(_folder.Path);
        var receipts = await ReceiptsAsync(again);
        output.WriteLine($"{ended.Count} requests in {seconds} s, {ended.Count(one => one.Usage is not null)} to their end, {receipts.Count} receipts");
        foreach (var one in ended.Where(one => one.Usage is not null))
        {
            var receipt = receipts[one.Id!];
            Assert.Equal(one.Usage!.Value.Number("prompt_tokens"), receipt.Number("prompt_tokens"));
            Assert.Equal(one.Usage!.Value.Number("completion_tokens"), receipt.Number("completion_tokens"));
        }

        foreach (var wallet in receipts.Values.GroupBy(receipt => receipt.Text("payer")))
        {
            var quota = await again.Rpc.ResultAsync("checkQuota", new[] { wallet.Key });
            var tokens = wallet.Aggregate(0UL, (sum, receipt) => sum + receipt.Number("prompt_tokens") + receipt.Number("completion_tokens"));
            Assert.Equal(((ulong)wallet.Count(), tokens), (quota.Number("requests_used"), quota.Number("tokens_used")));
        }
    }

    private static async Task<List<Ended>> AskAsync(DaemonProcess node, Random random, CancellationToken time)
    {
        var (ended, wallet) = (new List<Ended>(), Wallet.New());
        var socket = await WsClient.ConnectAsync(node.Url);
        while (!time.IsCancellationRequested)
        {
            if (ended.Count % RequestsAWallet == RequestsAWallet - 1) wallet = Wallet.New();
            var request = Chat.Ask(Questions[random.Next(Questions.Length)], random.Next(1, 60), random.Next(2)).With("subscription", $"s{ended.Count}");
            if (random.Next(8) == 0) request = request.With("seed", random.Next(1000));
            var subscription = await socket.SubscribeAsync("subscribeChatCompletion", request.SignedBy(wallet));
            ended.Add(await ReadAsync(socket, subscription, giveUpAfter: random.Next(3) == 0 ? random.Next(20) : int.MaxValue));
            if (ended[^1].Usage is not null) continue;

            // Half of those that give up say so, the others are just gone.
            if (random.Next(2) == 0)
            {
                await socket.CallAsync("unsubscribeChatCompletion", new JsonArray(subscription));
                continue;
            }

            await socket.DisposeAsync();
            socket = await WsClient.ConnectAsync(node.Url);
        }

        await socket.DisposeAsync();
        return ended;
    }

    private static async Task<Ended> ReadAsync(WsClient socket, string subscription, int giveUpAfter)
    {
        for (var pieces = 0; pieces < giveUpAfter; pieces++)
        {
            var piece = await socket.NextAsync(subscription);
            if (piece.TryGetProperty("usage", out var usage)) return new Ended(piece.Text("id"), usage);
            Assert.False(piece.TryGetProperty("error", out var error), $"refused: {error}");
        }

        return new Ended(null, null);
    }

    // Every receipt of the chain by its id; a payment's block comes after everything that waited.
    private static async Task<Dictionary<string, JsonElement>> ReceiptsAsync(DaemonProcess node)
    {
        var last = await node.Rpc.ResultAsync("chatCompletion", Chat.Ask(maxTokens: 1).Paying(Wallet.Development(2).Payment(1, nonce: 0)));
        await using var socket = await WsClient.ConnectAsync(node.Url);
        var blocks = await socket.SubscribeAsync("subscribeNewBlocks");
        while ((await node.Rpc.ResultAsync("getReceipt", new[] { last.Text("id") })).Text("status") != "included") await socket.NextAsync(blocks);

        var receipts = new Dictionary<string, JsonElement>();
        var height = (await node.Rpc.ResultAsync("getChainInfo")).Number("height");
        for (var i = 0UL; i <= height; i++)
        {
            var block = await node.Rpc.ResultAsync("getBlock", new[] { i });
            foreach (var receipt in block.GetProperty("receipts").EnumerateArray()) receipts.Add(receipt.Text("id")!, receipt);
        }

        receipts.Remove(last.Text("id")!);
        return receipts;
    }

    private async Task WatchAsync(DaemonProcess node, CancellationToken time)
    {
        for (var minute = 0; !time.IsCancellationRequested; minute++)
        {
            output.WriteLine($"minute {minute}: {await MemorySample.TakeAsync(node)}");
            await Task.Delay(TimeSpan.FromMinutes(1), time).ContinueWith(static _ => { }, TaskScheduler.Default);
        }

        output.WriteLine($"at the end: {await MemorySample.TakeAsync(node)}");
    }

    /// <param name="Usage">Null where the client gave up.</param>
    private sealed record Ended(string? Id, JsonElement? Usage);
}
