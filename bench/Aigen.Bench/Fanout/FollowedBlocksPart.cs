using System.Diagnostics;
using Aigen.Chain;
using Aigen.Node.Hosting;
using Aigen.Primitives;
using Aigen.Rpc.JsonRpc;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aigen.Bench;

/// <summary>How long a transaction waits for its block when nobody follows blocks, and when very many do.</summary>
internal static class FollowedBlocksPart
{
    private const int Rounds = 3;
    private const int Blocks = 20;
    private const int Subscribers = 10_000;

    public static async Task RunAsync()
    {
        // Both ends of each connection are this process's files.
        var followers = Math.Min(Subscribers, (OpenFiles() / 2) - 500);
        await using var node = await NodeHost.StartAsync(
            new NodeOptions
            {
                IsTemporary = true,
                Listen = "http://127.0.0.1:0",
                Limits = new RpcLimits { Connections = 2 * followers, ConnectionsByAddress = 2 * followers },
            },
            NullLoggerFactory.Instance, TimeProvider.System);
        await MeasureAsync(node);
        var (alone, followed) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            alone.Add(await MeasureAsync(node));
            var clients = await FollowAsync(node, followers);
            followed.Add(await MeasureAsync(node));
            clients.ForEach(static client => client.Dispose());
            Rest.Wait();
        }

        var report = new Report("from submission to a block, median");
        report.Add("nobody follows", alone, "us", 1);
        report.Add($"{followers:N0} follow every block", followed, "us", Report.Ratio(followed, alone));
        report.Print();
    }

    private static async Task<List<FanoutClient>> FollowAsync(NodeHost node, int count)
    {
        var clients = new List<FanoutClient>();
        for (var i = 0; i < count; i++)
        {
            clients.Add(new FanoutClient());
            await clients[^1].StartAsync(new Uri(node.Address), """{"jsonrpc":"2.0","id":1,"method":"subscribeNewBlocks"}""");
            _ = clients[^1].ReadAsync(static _ => { }, static _ => { });
        }

        return clients;
    }

    private static async Task<double> MeasureAsync(NodeHost node)
    {
        var (chain, sender, times) = (node.Services.Chain, DevelopmentKeys.Accounts[0], new List<double>());
        for (var i = 0; i < Blocks; i++)
        {
            var transaction = sender.Sign(new Transaction
            {
                Sender = Party.Of(sender.Address),
                Receiver = Party.Of(DevelopmentKeys.Accounts[1].Address),
                Amount = new Amount(1),
                Timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
                Nonce = Account.Load(chain.Ledger.State, sender.Address).Nonce,
                ChainId = chain.Ledger.Spec.ChainId,
                Fee = new Fee(new Amount(1), Amount.Zero, Amount.Zero),
            });
            var clock = Stopwatch.StartNew();
            await chain.Tracker.IncludeAsync(transaction, atOnce: true, CancellationToken.None);
            times.Add(clock.Elapsed.TotalMicroseconds);
        }

        return Report.Median(times);
    }

    private static int OpenFiles()
    {
        var line = File.ReadLines("/proc/self/limits").First(static line => line.StartsWith("Max open files", StringComparison.Ordinal));
        var soft = line["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        return int.TryParse(soft, out var files) ? files : int.MaxValue;
    }
}
