using Aigen.Chain;
using Aigen.Node.Hosting;
using Aigen.Primitives;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aigen.Bench;

/// <summary>Transfers accepted over HTTP, one a request and in batches, beside the least that any server must do with them.</summary>
internal static class HttpPart
{
    private const int Rounds = 3;
    private const int Seconds = 5;
    private const int Wallets = 1_000;

    // More than this machine takes in a round; a faster one ends its rounds sooner. Below what the mempool holds.
    private const int Transfers = 80_000;

    // RpcLimits.BatchCalls, the most that the node takes by default.
    private const int Batch = 100;

    // The last block may have to wait for the block time, and for the one before it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(BenchmarkOptions options)
    {
        // As the program does, for the peer as well. It counts where no part before this one has used a socket.
        SocketThreads.RunInline();
        using var folder = new ScratchFolder();
        var network = BenchNetwork.Of(Wallets);
        network.WriteGenesis(folder.File("genesis.json"));
        var transfers = network.Sign(Transfers, network.Neighbour);
        var singles = RequestFile.OfTransfers(folder.File("singles"), transfers, 1);
        var batches = RequestFile.OfTransfers(folder.File("batches"), transfers, Batch);
        var (verify, bare, single, batch) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        await RoundAsync(seconds: 2, [], [], [], []);
        for (var round = 0; round < Rounds; round++)
        {
            await RoundAsync(Seconds, verify, bare, single, batch);
        }

        Print(verify, bare, single, batch);

        async Task RoundAsync(int seconds, List<double> verify, List<double> bare, List<double> single, List<double> batch)
        {
            verify.Add(VerifyRate.Libsodium(transfers, Environment.ProcessorCount));
            bare.Add(await BareAsync(singles, seconds));
            single.Add(await NodeAsync(network, folder.File("genesis.json"), singles, seconds));
            batch.Add(await NodeAsync(network, folder.File("genesis.json"), batches, seconds));
        }
    }

    private static void Print(List<double> verify, List<double> bare, List<double> single, List<double> batch)
    {
        var report = new Report($"http: transfers of {Wallets:N0} wallets, wrk on the same machine");
        report.Add($"Ed25519 verify, libsodium, {Environment.ProcessorCount} threads", verify, "1/s", 1);
        report.Add("bare Kestrel: parse, hash, verify", bare, "1/s", Report.Ratio(bare, verify));
        report.Add("node, one a request", single, "1/s", Report.Ratio(single, verify));
        report.Add("  of bare Kestrel's", single, "1/s", Report.Ratio(single, bare));
        report.Add($"node, batches of {Batch}", batch, "1/s", Report.Ratio(batch, verify));
        report.Print();
    }

    private static async Task<double> BareAsync(RequestFile requests, int seconds)
    {
        await using var bare = await BareVerifier.StartAsync();
        return (await requests.PostAsync(bare.Urls.First(), seconds)).Rate;
    }

    // A node of its own for each round, so that the same transfers are new to it.
    private static async Task<double> NodeAsync(BenchNetwork network, string genesis, RequestFile requests, int seconds)
    {
        await using var node = await NodeHost.StartAsync(
            new NodeOptions { GenesisFile = genesis, IsTemporary = true, Listen = "http://127.0.0.1:0" }, NullLoggerFactory.Instance, TimeProvider.System);
        var answers = await requests.PostAsync(node.Address, seconds);
        await ExpectInBlocksAsync(node.Services.Chain, network, answers.Count);
        return answers.Rate;
    }

    // Whatever was accepted must come into a block, or wait behind a transfer that was on its way when wrk ended.
    private static async Task ExpectInBlocksAsync(Blockchain chain, BenchNetwork network, int accepted)
    {
        for (var end = DateTime.UtcNow + Patience; chain.Mempool.HasReady && DateTime.UtcNow < end;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }

        var included = network.Wallets.Sum(wallet => (long)Account.Load(chain.Ledger.State, wallet.Address).Nonce);
        if (chain.Mempool.HasReady || included + chain.Mempool.Count < accepted)
        {
            throw new InvalidOperationException($"{accepted} were accepted, {included} are in blocks and {chain.Mempool.Count} wait.");
        }
    }
}
