using System.Globalization;
using System.Text.Json;
using Aigen.Fuzz;
using Aigen.Node.Tests.Support;
using Xunit.Abstractions;

namespace Aigen.Node.Tests.Fuzz;

/// <summary>
/// Requests that are bent in every way, over sockets to a daemon with its model. Every answer is one that the specification and the table of
/// methods allow; a connection is only closed where its framing was broken; and afterwards the daemon holds no more than before. AIGEN_FUZZ
/// says how many requests, AIGEN_SEED repeats the requests of an earlier run, though not how they meet. artifacts/fuzz-test.log has the run.
/// </summary>
public sealed class SocketFuzzTests(ITestOutputHelper output) : IDisposable
{
    private const int UsualRequests = 20_000;

    // Caches, pools and compiled code are there after some thousands.
    private const int WarmingRequests = 4_000;

    // Beside what the database holds, whose bounds are set: the cache of the state grows with the ledger to 32 MiB, and a collection leaves more
    // or less. A leak of ten bytes a request would show in ten million.
    private const long MoreMemory = 96L << 20;

    // The pool adds threads while the machine is busy, and ends them when they had nothing to do for 20 s; nobody waits for that here.
    private const int MoreThreads = 24;

    // Of a connection that the kernel has not ended yet.
    private const int MoreSockets = 4;

    // Credit for the answers, of which a few in a thousand requests are computed.
    private const ulong PaidAigen = 100_000;

    private const int ShownFaults = 10;

    private readonly DataDir _folder = new();
    private readonly StreamWriter _log = new(Path.Combine(Vectors.Find("artifacts")!, "fuzz-test.log")) { AutoFlush = true };

    public void Dispose()
    {
        _log.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Daemon_RequestsBentInEveryWay_AnswersAsDocumentedAndHoldsNoMoreThanBefore()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("AIGEN_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        Tell($"seed {seed}");
        await using var node = await DaemonProcess.StartNodeAsync(
            _folder.Path, "--max-body", $"{FuzzTarget.BodyBytes}", "--max-address-connections", "10000", "--log-level", "Warning", "--log-format", "Json");
        var target = new FuzzTarget(new Uri(node.Url), await PaidTokenAsync(node));
        try
        {
            await RunAsync(new FuzzLoad(target, seed, WarmingRequests), node, static _ => { });
            var before = await RestAsync(node, static _ => true);
            Tell($"before: {before}");
            await RunAsync(new FuzzLoad(target, seed + WarmingRequests, FuzzRun.Count(UsualRequests)), node, Tell);
            var after = await RestAsync(node, now => HasSettled(now, before));
            Tell($"after: {after}");
            Tell($"answered: {string.Join(", ", await CountsAsync(node))}");

            Assert.True(HasSettled(after, before), $"{before} before, {after} after");
            Assert.Equal("healthy", (await node.Rpc.ResultAsync("health")).Text("status"));
        }
        finally
        {
            foreach (var line in node.Error.Where(IsFault).Take(ShownFaults)) Tell(line);
        }

        Assert.DoesNotContain(node.Error, IsFault);
    }

    private async Task RunAsync(FuzzLoad load, DaemonProcess node, Action<string> tell)
    {
        await load.RunAsync(async line => tell($"{line}; {await MemorySample.TakeAsync(node)}"));
        foreach (var fault in load.Faults) Tell(fault);
        Assert.Empty(load.Faults);
    }

    private static bool HasSettled(MemorySample now, MemorySample before) => now.Own <= before.Own + MoreMemory
        && now.Vitals.Threads <= before.Vitals.Threads + MoreThreads && now.Vitals.Sockets <= before.Vitals.Sockets + MoreSockets;

    // Once every connection of ours has ended there, and what ends a while later has, or the patience has.
    private static async Task<MemorySample> RestAsync(DaemonProcess node, Func<MemorySample, bool> hasSettled)
    {
        var deadline = DateTime.UtcNow + Patience.Limit;
        while (true)
        {
            var now = await MemorySample.TakeAsync(node);
            if ((now.Connections == 1 && hasSettled(now)) || DateTime.UtcNow > deadline) return now;
        }
    }

    // What the run came to: answers by code, bills, transactions.
    private static async Task<IEnumerable<string>> CountsAsync(DaemonProcess node)
    {
        using var page = await node.Rpc.GetAsync("/metrics");
        return (await page.Content.ReadAsStringAsync()).Split('\n').Where(line =>
            line.StartsWith("aigen_rpc_errors_total", StringComparison.Ordinal) || line.StartsWith("aigen_desk_receipts_total", StringComparison.Ordinal)
            || line.StartsWith("aigen_mempool_accepted_total", StringComparison.Ordinal));
    }

    // Lines of JSON: an unhandled exception is an error, or comes as text from the runtime.
    private static bool IsFault(string line) =>
        !line.StartsWith('{') ? line.Contains("exception", StringComparison.OrdinalIgnoreCase) : JsonElement.Parse(line).Text("Level") is "Error" or "Fatal";

    private static async Task<string> PaidTokenAsync(DaemonProcess node)
    {
        var wallet = Wallet.Development(1);
        await node.Rpc.ResultAsync("chatCompletion", Chat.Ask(maxTokens: 1).Paying(wallet.Payment(PaidAigen, nonce: 0)));
        return await node.Rpc.TokenAsync(wallet);
    }

    private void Tell(string line)
    {
        output.WriteLine(line);
        _log.WriteLine($"{DateTime.UtcNow:HH:mm:ss} {line}");
    }
}
