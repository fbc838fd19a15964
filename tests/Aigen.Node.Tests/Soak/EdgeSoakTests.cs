using System.Diagnostics;
using Aigen.Node.Tests.Support;
using Xunit.Abstractions;

namespace Aigen.Node.Tests.Soak;

/// <summary>All the edge at once, for as long as AIGEN_SOAK says in seconds: nothing is refused or lost, and memory comes to rest.</summary>
public sealed class EdgeSoakTests(ITestOutputHelper output) : IDisposable
{
    // In the second half, of what is not the database's: what a collection more or less leaves (gen0's budget is the L3 cache's size), and the
    // cache of the state, which grows with the ledger to its 32 MiB.
    private const long MoreMemory = 48L << 20;

    // It judges where there are two halves to compare; before that everything is still warming up.
    private const int LeastSecondsToJudge = 60;

    private const int Samples = 10;
    private static readonly TimeSpan LongestBetween = TimeSpan.FromMinutes(1);

    private readonly DataDir _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Daemon_UnderEveryLoadAtOnce_LosesNothingAndItsMemoryComesToRest()
    {
        await using var node = await DaemonProcess.StartNodeAsync(_folder.Path, "--log-level", "Warning", "--max-queued-messages", "256");
        var whole = TimeSpan.FromSeconds(SoakTime.Seconds);
        using var time = new CancellationTokenSource(whole);
        var sampling = SampleAsync(node, whole, time.Token);
        foreach (var (name, clients) in Start(node, time.Token)) output.WriteLine($"{name}: {(await Task.WhenAll(clients)).Sum()}");
        var samples = await sampling;

        Assert.Equal("healthy", (await node.Rpc.ResultAsync("health")).Text("status"));
        Assert.DoesNotContain(node.Error, line => line.Contains(" ERR ", StringComparison.Ordinal) || line.Contains(" FTL ", StringComparison.Ordinal));
        var grown = samples[^1].Own - samples[samples.Count / 2].Own;
        Assert.True(SoakTime.Seconds < LeastSecondsToJudge || grown <= MoreMemory, $"{grown >> 20} MiB more in the second half: {samples[samples.Count / 2]}, {samples[^1]}");
    }

    private static List<(string Name, List<Task<int>> Clients)> Start(DaemonProcess node, CancellationToken time) =>
    [
        ("reads", Many(4, seed => SoakClients.ReadAsync(node, new Random(seed), time))),
        ("batches", Many(2, seed => SoakClients.BatchAsync(node, new Random(seed), time))),
        ("transfers", Many(4, seed => SoakClients.TransferAsync(node, 1 + (2 * seed), time))),
        ("calls over WebSocket", Many(4, seed => SoakClients.CallAsync(node, new Random(seed), time))),
        ("blocks followed over reconnects", Many(8, seed => SoakClients.FollowAsync(node, new Random(seed), time))),
        ("connections that read nothing", Many(4, _ => SoakClients.IgnoreAsync(node, time))),
        ("chats", Many(8, seed => SoakClients.ChatAsync(node, new Random(seed), time))),
    ];

    private static List<Task<int>> Many(int count, Func<int, Task<int>> run) => [.. Enumerable.Range(0, count).Select(seed => Task.Run(() => run(seed)))];

    private async Task<List<MemorySample>> SampleAsync(DaemonProcess node, TimeSpan whole, CancellationToken time)
    {
        var (clock, samples, between) = (Stopwatch.StartNew(), new List<MemorySample>(), whole / Samples < LongestBetween ? whole / Samples : LongestBetween);
        using var timer = new PeriodicTimer(between);
        while (!time.IsCancellationRequested)
        {
            await AddAsync();
            await timer.WaitForNextTickAsync(time).AsTask().ContinueWith(static _ => { }, TaskScheduler.Default);
        }

        await AddAsync();
        return samples;

        async Task AddAsync()
        {
            samples.Add(await MemorySample.TakeAsync(node));
            output.WriteLine($"{clock.Elapsed.TotalSeconds:F0} s: {samples[^1]}");
        }
    }
}
