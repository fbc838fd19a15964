using System.Text.Json;
using Aigen.Node.Tests.Soak;
using Aigen.Node.Tests.Support;
using Xunit.Abstractions;

namespace Aigen.Node.Tests.Desk;

/// <summary>Many clients that ask, cancel and go away at random: every token that was computed for somebody is billed once, to the token.</summary>
/// <remarks>AIGEN_SOAK is how many seconds it lasts; ten minutes of it also tell whether memory stays flat, in what it prints.</remarks>
public sealed class SoakTests(ITestOutputHelper output) : IDisposable
{
    private const int Clients = 64;

    private static readonly string[] Questions =
        ["What is the capital of France?", "Tell me a story.", "What is the symbol for gold?", "What is 2 + 3?", "Hello"];

    private readonly DataDir _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Chat_ClientsComeCancelAndGoAtRandom_BillsEveryTokenOnce()
    {
        var ended = new List<JsonElement?>();
        await using (var node = await DaemonProcess.StartNodeAsync(_folder.Path))
        {
            using var time = new CancellationTokenSource(TimeSpan.FromSeconds(SoakTime.Seconds));
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
        output.WriteLine($"{ended.Count} requests in {SoakTime.Seconds} s, {ended.Count(one => one is not null)} to their end, {receipts.Count} receipts");
        foreach (var last in ended.OfType<JsonElement>())
        {
            var (usage, receipt) = (last.GetProperty("usage"), receipts[last.Text("id")!]);
            Assert.Equal(usage.Number("prompt_tokens"), receipt.Number("prompt_tokens"));
            Assert.Equal(usage.Number("completion_tokens"), receipt.Number("completion_tokens"));
        }

        foreach (var wallet in receipts.Values.GroupBy(receipt => receipt.Text("payer")))
        {
            var quota = await again.Rpc.ResultAsync("checkQuota", new[] { wallet.Key });
            var tokens = wallet.Aggregate(0UL, (sum, receipt) => sum + receipt.Number("prompt_tokens") + receipt.Number("completion_tokens"));
            Assert.Equal(((ulong)wallet.Count(), tokens), (quota.Number("requests_used"), quota.Number("tokens_used")));
        }
    }

    // The last message of each answer; null where the client gave up.
    private static async Task<List<JsonElement?>> AskAsync(DaemonProcess node, Random random, CancellationToken time)
    {
        await using var client = new FickleAsker(node, random);
        var ended = new List<JsonElement?>();
        while (!time.IsCancellationRequested)
        {
            var request = Chat.Ask(Questions[random.Next(Questions.Length)], random.Next(1, 60), random.Next(2));
            if (random.Next(8) == 0) request = request.With("seed", random.Next(1000));
            ended.Add(await client.AskAsync(request));
        }

        return ended;
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
}
