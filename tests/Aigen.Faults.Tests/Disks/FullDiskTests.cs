using System.Diagnostics;
using System.Net;
using Aigen.Faults.Tests.Support;
using Xunit.Abstractions;

namespace Aigen.Faults.Tests.Disks;

/// <summary>The disk is full: writing is refused in words, reading goes on, and with room the node goes on by itself.</summary>
public sealed class FullDiskTests(ITestOutputHelper output)
{
    // Less than RocksDB sets aside for its write-ahead log (some 17 MiB), which it could otherwise fill on a full disk.
    private const int DiskMebibytes = 14;
    private const int RoomKibibytes = 1_000;

    // A signal is awaited at most this long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [MountFact]
    public async Task Write_DiskIsFull_RefusesAndReadsAndGoesOnWithRoom()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        using var folder = new Folder();
        await using var disk = await SmallDisk.MountAsync(folder.Path, DiskMebibytes);
        var chain = new WatchedChain(folder.Path, new Random(seed), payloadBytes: 4_000);
        var data = Path.Combine(disk.Path, "data");
        await StartOnceAsync(chain, data, disk);
        await using (var node = NodeProcess.Start(chain.GenesisFile, data, null, disk.Inside))
        {
            using var rpc = new Rpc((await node.ReadyAsync())!);
            await FillAsync(chain, node, rpc, disk);
            await AssertReadsOnAsync(chain, rpc);
            await AssertIsQuietAsync(node);

            await disk.RemoveFillerAsync();
            var clock = Stopwatch.StartNew();
            await UntilHealthyAsync(rpc);
            output.WriteLine($"healthy {clock.Elapsed.TotalSeconds:F1} s after there was room");
            await WatchedChain.SettleAsync(rpc);
            await chain.CheckAsync(rpc);

            await FillAsync(chain, node, rpc, disk);
            await node.KillAsync();
        }

        await AssertRestartWhileFullAsync(chain, data, disk);
        await disk.RemoveFillerAsync();
        await using (var again = NodeProcess.Start(chain.GenesisFile, data, null, disk.Inside))
        {
            using var rpc = new Rpc((await again.ReadyAsync())!);
            await chain.CheckAsync(rpc);
            await WatchedChain.SettleAsync(rpc);
            await chain.CheckAsync(rpc);
        }

        output.WriteLine($"{chain.Acknowledged} acknowledged, {chain.Refused} refused, {chain.Included} included, {chain.Blocks} blocks");
        await disk.CopyAsync("data", Path.Combine(folder.Path, "copy"));
        chain.Replay(Path.Combine(folder.Path, "copy"), Path.Combine(folder.Path, "replay"));
    }

    private static async Task StartOnceAsync(WatchedChain chain, string data, SmallDisk disk)
    {
        await using var node = NodeProcess.Start(chain.GenesisFile, data, null, disk.Inside);
        using var rpc = new Rpc((await node.ReadyAsync())!);
        await Task.WhenAll(chain.Clients.Select(client => client.SendAsync(rpc, times: 3)));
        await WatchedChain.SettleAsync(rpc);
    }

    // Until many were refused, so that the next one would be too; RocksDB gives room back now and then, which is filled.
    private static async Task FillAsync(WatchedChain chain, NodeProcess node, Rpc rpc, SmallDisk disk)
    {
        var clock = Stopwatch.StartNew();
        var before = chain.Refused;
        while (chain.Refused < before + 20)
        {
            Assert.True(clock.Elapsed < Patience, "the disk never got full");
            Assert.True(node.IsRunning, $"the node ended on a full disk:\n{string.Join('\n', node.Log)}");
            await disk.FillAsync(RoomKibibytes);
            await Task.WhenAll(chain.Clients.Select(client => client.SendAsync(rpc, times: 10)));
        }
    }

    private static async Task AssertReadsOnAsync(WatchedChain chain, Rpc rpc)
    {
        Assert.All(chain.Clients.Where(client => client.Complaint is not null), client => Assert.Contains("the node cannot write", client.Complaint));
        Assert.Contains(chain.Clients, client => client.Complaint?.Contains("No space left", StringComparison.Ordinal) == true);
        var (status, health) = await rpc.HealthAsync();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "degraded"), (status, health.GetProperty("status").GetString()));
        Assert.Contains("No space left", health.GetProperty("problem").GetString());
        await chain.CheckAsync(rpc);
        var answer = await rpc.TryCallAsync("chatCompletion", System.Text.Json.JsonSerializer.SerializeToElement(
            new { messages = new[] { new { role = "user", content = "Hello" } }, max_tokens = 2 }));
        Assert.Equal(-32002, answer!.Value.GetProperty("error").GetProperty("code").GetInt32());
    }

    private async Task AssertIsQuietAsync(NodeProcess node)
    {
        var (lines, busy) = (node.Log.Count, node.ProcessorTime);
        await Task.Delay(TimeSpan.FromSeconds(5));
        output.WriteLine($"in 5 s on a full disk: {node.Log.Count - lines} lines, {(node.ProcessorTime - busy).TotalSeconds:F2} s of processor time");
        Assert.InRange(node.Log.Count - lines, 0, 4);
        Assert.InRange((node.ProcessorTime - busy).TotalSeconds, 0, 2.5);
    }

    private static async Task UntilHealthyAsync(Rpc rpc)
    {
        var clock = Stopwatch.StartNew();
        while ((await rpc.HealthAsync()).Status != HttpStatusCode.OK)
        {
            Assert.True(clock.Elapsed < Patience, $"still not healthy: {(await rpc.HealthAsync()).Health.GetRawText()}");
            await Task.Delay(100);
        }
    }

    private async Task AssertRestartWhileFullAsync(WatchedChain chain, string data, SmallDisk disk)
    {
        await using var node = NodeProcess.Start(chain.GenesisFile, data, null, disk.Inside);
        if (await node.ReadyAsync() is { } url)
        {
            output.WriteLine("a restart on the full disk found room in what the log no longer needed");
            using var rpc = new Rpc(url);
            await chain.CheckAsync(rpc);
            return;
        }

        Assert.Equal(1, await node.ExitCodeAsync());
        var sentence = node.Log.Last(line => line.StartsWith("aigen: ", StringComparison.Ordinal));
        output.WriteLine(sentence);
        Assert.Contains("KiB are free", sentence);
    }
}
