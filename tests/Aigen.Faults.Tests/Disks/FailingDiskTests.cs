using System.Diagnostics;
using Aigen.Faults.Tests.Support;
using Xunit.Abstractions;

namespace Aigen.Faults.Tests.Disks;

/// <summary>
/// System calls on the data folder fail at random: what was acknowledged is there, what was refused never comes back. AIGEN_FAULTS says
/// how many at least.
/// </summary>
public sealed class FailingDiskTests(ITestOutputHelper output)
{
    private const int DefaultFaults = 15;

    // Mean calls between two faults: a start makes some hundred, a group of transactions one, a block two.
    private static readonly int[] Gaps = [20, 60, 150];

    // How many of the runs have faults from the start on; the others once the node is ready.
    private const double FromTheStart = 0.25;

    // SIGABRT, as a shell and .NET count it: Debian's RocksDB is built with assertions, and one of them fails after some errors of a write.
    private const int Aborted = 128 + 6;

    private readonly List<string> _log = [];

    [Fact]
    public async Task Write_SystemCallsFailAtRandom_LosesNothingAndBringsNothingBack()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("AIGEN_SEED"), out var given) ? given : Random.Shared.Next();
        var wanted = int.TryParse(Environment.GetEnvironmentVariable("AIGEN_FAULTS"), out var most) ? most : DefaultFaults;
        using var folder = new Folder();
        var (random, clock) = (new Random(seed), Stopwatch.StartNew());
        var chain = new WatchedChain(folder.Path, random);
        var (data, faults) = (Path.Combine(folder.Path, "data"), Path.Combine(folder.Path, "faults.log"));
        var library = FaultLibrary.Compile(folder.Path);
        var gate = Path.Combine(folder.Path, "gate");
        var (runs, failedStarts) = (0, 0);
        try
        {
            await RunSoundAsync(chain, data, random);
            for (; runs < wanted && Count(faults) < wanted; runs++)
            {
                var environment = FaultLibrary.Environment(library, data, faults, gate, random.Next(), Gaps[random.Next(Gaps.Length)]);
                failedStarts += await RunFailingAsync(chain, data, environment, gate, random) ? 0 : 1;
                await RunSoundAsync(chain, data, random);
            }
        }
        finally
        {
            _log.Add(
                $"seed {seed}: {Count(faults)} faults in {runs} runs, {failedStarts} starts failed, {chain.Acknowledged} transactions acknowledged, "
                + $"{chain.Refused} refused, {chain.Included} included, {chain.Blocks} blocks, {clock.Elapsed.TotalSeconds:F0} s");
            _log.AddRange(File.Exists(faults) ? File.ReadAllLines(faults).Select(line => line.Split(' ')).GroupBy(parts => $"{parts[0]} {parts[1]}")
                .Select(group => $"  {group.Key}: {group.Count()}") : []);
            _log.ForEach(output.WriteLine);
            await File.WriteAllLinesAsync(Artifacts.Path("failing-disk-test.log"), _log);
        }

        Assert.True(Count(faults) >= wanted, $"only {Count(faults)} faults of {wanted} in {runs} runs");
        chain.Replay(data, Path.Combine(folder.Path, "replay"));
    }

    private static int Count(string faults) => File.Exists(faults) ? File.ReadLines(faults).Count() : 0;

    private async Task<bool> RunFailingAsync(WatchedChain chain, string data, Dictionary<string, string> environment, string gate, Random random)
    {
        File.Delete(gate);
        if (random.NextDouble() < FromTheStart) await File.WriteAllTextAsync(gate, string.Empty);
        await using var node = NodeProcess.Start(chain.GenesisFile, data, environment);
        if (await node.ReadyAsync() is not { } url)
        {
            var code = await node.ExitCodeAsync();
            Assert.True(
                code == Aborted || (code == 1 && node.Log.Any(line => line.StartsWith("aigen: ", StringComparison.Ordinal))),
                $"a start that failed did not say why, exit code {code}:\n{string.Join('\n', node.Log)}");
            _log.Add($"  start: {node.Log[^1]}");
            return false;
        }

        // Long enough for some of the faults to be recovered from, which takes a second each.
        await File.WriteAllTextAsync(gate, string.Empty);
        await LoadAsync(chain, node, url, TimeSpan.FromMilliseconds(random.Next(500, 4_000)));
        _log.AddRange(node.Log.Where(line => line.Contains("Assertion", StringComparison.Ordinal) || line.Contains("StoreException:", StringComparison.Ordinal))
            .Distinct().Select(line => $"  running: {line}"));
        return true;
    }

    private static async Task RunSoundAsync(WatchedChain chain, string data, Random random)
    {
        await using var node = NodeProcess.Start(chain.GenesisFile, data);
        var url = await node.ReadyAsync();
        Assert.True(url is not null, $"the node did not start on a sound disk:\n{string.Join('\n', node.Log)}");
        using (var rpc = new Rpc(url))
        {
            await chain.CheckAsync(rpc);
            await WatchedChain.SettleAsync(rpc);
            await chain.CheckAsync(rpc);
        }

        await LoadAsync(chain, node, url, TimeSpan.FromMilliseconds(random.Next(50)));
    }

    private static async Task LoadAsync(WatchedChain chain, NodeProcess node, string url, TimeSpan time)
    {
        using var rpc = new Rpc(url);
        var load = chain.Clients.Select(client => Task.Run(() => client.SendAsync(rpc))).ToList();
        await node.RunForAsync(time);
        await chain.SeeHeadAsync(rpc);
        await node.KillAsync();
        await Task.WhenAll(load);
    }
}
