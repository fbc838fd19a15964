using System.Collections.Concurrent;
using System.Diagnostics;
using Aigen.Faults.Tests.Support;
using Xunit.Abstractions;

namespace Aigen.Faults.Tests.Kills;

/// <summary>
/// A node that is killed at any moment has lost nothing that it acknowledged, and nothing is half done. AIGEN_KILLS says how often
/// (200 where it does not), AIGEN_SEED repeats the choices of an earlier run, though not its timing.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Folders = 2;
    private const int DefaultKills = 200;
    private const double WhileStarting = 0.25;
    private const double WithAPayment = 0.1;

    // When a node under load is killed: after so many acknowledgements, so that a busy machine loads it too, and a moment, in which a
    // block (every 100 ms) comes or does not; a node that acknowledges too slowly is killed all the same.
    private const int MostAcknowledgements = 80;
    private const int LongestMomentMs = 120;
    private static readonly TimeSpan LongestLoad = TimeSpan.FromSeconds(2);

    private readonly ConcurrentQueue<string> _log = new();
    private int _starting;
    private int _loaded;

    [Fact]
    public async Task Kill_AtRandomMomentsUnderLoad_LosesNothingThatWasAcknowledged()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("AIGEN_SEED"), out var given) ? given : Random.Shared.Next();
        var kills = int.TryParse(Environment.GetEnvironmentVariable("AIGEN_KILLS"), out var wanted) ? wanted : DefaultKills;
        var clock = Stopwatch.StartNew();
        _log.Enqueue($"seed {seed}, {kills} kills");
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Folders).Select(i => Task.Run(() => KillAsync(seed + i, kills / Folders))));
        }
        finally
        {
            _log.Enqueue($"{_starting} kills while starting, {_loaded} under load, {clock.Elapsed.TotalSeconds:F0} s, seed {seed}");
            foreach (var line in _log) output.WriteLine(line);
            await File.WriteAllLinesAsync(Artifacts.Path("kill-test.log"), _log);
        }
    }

    private async Task KillAsync(int seed, int kills)
    {
        using var folder = new Folder();
        var random = new Random(seed);
        var chain = new WatchedChain(folder.Path, random);
        var (data, startTime) = (Path.Combine(folder.Path, "data"), TimeSpan.FromSeconds(1));
        for (var i = 0; i < kills; i++)
        {
            try
            {
                startTime = random.NextDouble() < WhileStarting
                    ? await KillStartingAsync(chain, data, random, startTime)
                    : await KillLoadedAsync(chain, data, random);
            }
            catch (Exception e)
            {
                _log.Enqueue($"seed {seed}, kill {i}: {e.Message}");
                throw;
            }
        }

        await EndAsync(chain, data);
        chain.Replay(data, Path.Combine(folder.Path, "replay"));
        _log.Enqueue(
            $"seed {seed}: {chain.Acknowledged} transactions acknowledged, {chain.Included} included, {chain.Blocks} blocks, "
            + $"{chain.ReceiptsHeld} receipts, replayed");
    }

    private async Task<TimeSpan> KillStartingAsync(WatchedChain chain, string data, Random random, TimeSpan startTime)
    {
        await using var node = NodeProcess.Start(chain.GenesisFile, data);
        await node.RunForAsync(startTime * random.NextDouble() * 1.2);
        await node.KillAsync();
        Interlocked.Increment(ref _starting);
        return startTime;
    }

    private async Task<TimeSpan> KillLoadedAsync(WatchedChain chain, string data, Random random)
    {
        var clock = Stopwatch.StartNew();
        await using var node = NodeProcess.Start(chain.GenesisFile, data);
        var url = await node.ReadyAsync();
        Assert.True(url is not null, $"the node did not start again:\n{string.Join('\n', node.Log)}");
        var startTime = clock.Elapsed;
        using var rpc = new Rpc(url);
        await chain.CheckAsync(rpc);
        var asks = random.NextDouble() < WithAPayment;
        var load = chain.Clients.Select((client, i) => Task.Run(() => i == 0 && asks ? AskAsync(client, rpc) : client.SendAsync(rpc))).ToList();
        load.Add(Task.Run(() => SeeHeadsAsync(chain, rpc, load)));
        var (until, loading) = (chain.Acknowledged + random.Next(MostAcknowledgements), Stopwatch.StartNew());
        while (chain.Acknowledged < until && loading.Elapsed < LongestLoad) await Task.Delay(2);
        await node.RunForAsync(TimeSpan.FromMilliseconds(random.NextDouble() * LongestMomentMs));
        await node.KillAsync();
        await Task.WhenAll(load);
        Interlocked.Increment(ref _loaded);
        return startTime;
    }

    private static async Task AskAsync(Traffic client, Rpc rpc)
    {
        await client.SendAsync(rpc, times: 1);
        while (await client.AskAsync(rpc)) await client.SendAsync(rpc, times: 1);
    }

    private static async Task SeeHeadsAsync(WatchedChain chain, Rpc rpc, IReadOnlyList<Task> load)
    {
        for (var i = 0; i < 1_000 && load.Take(1).Any(task => !task.IsCompleted); i++)
        {
            await chain.SeeHeadAsync(rpc);
            await Task.Delay(10);
        }
    }

    private static async Task EndAsync(WatchedChain chain, string data)
    {
        await using var node = NodeProcess.Start(chain.GenesisFile, data);
        using var rpc = new Rpc((await node.ReadyAsync())!);
        await WatchedChain.SettleAsync(rpc);
        await chain.CheckAsync(rpc);
    }
}
