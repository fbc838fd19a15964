using Aigen.Primitives;

namespace Aigen.Bench;

/// <summary>Transfers accepted over HTTP, one a request and in batches, beside the least that any server must do with them.</summary>
internal static class HttpPart
{
    private const int Rounds = 3;
    private const int Seconds = 5;
    private const int Wallets = 1_000;

    // What a process that has just started takes before it is measured: ours compiles its code over the first thousands.
    private const int WarmUp = 10_000;

    // More than this machine takes in a round; a faster one ends its rounds sooner. With those before, below what the mempool holds.
    private const int Transfers = 80_000;

    // RpcLimits.BatchCalls, the most that the node takes by default.
    private const int Batch = 100;

    public static async Task RunAsync(BenchmarkOptions options)
    {
        using var folder = new ScratchFolder();
        var network = BenchNetwork.Of(Wallets);
        network.WriteGenesis(folder.File("genesis.json"));
        var transfers = network.Sign(WarmUp + Transfers, network.Neighbour);
        var (singles, batches) = (Load(folder, network, transfers, 1), Load(folder, network, transfers, Batch));
        var (verify, bare, single, batch) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            verify.Add(VerifyRate.Libsodium(transfers, Environment.ProcessorCount));
            bare.Add(await BareAsync(singles));
            single.Add(await NodeAsync(folder, singles));
            batch.Add(await NodeAsync(folder, batches));
        }

        Print(verify, bare, single, batch);
    }

    private static TransferLoad Load(ScratchFolder folder, BenchNetwork network, Transaction[] transfers, int batch) => new(
        RequestFile.OfTransfers(folder.File($"first-{batch}"), transfers.Take(WarmUp), batch),
        RequestFile.OfTransfers(folder.File($"by-{batch}"), transfers.Skip(WarmUp), batch),
        [.. network.Wallets.Chunk(Batch).Select(static wallets => $"[{string.Join(',', wallets.Select(static wallet => PostedCall.Of("getBalance", $"{wallet.Address}")))}]")],
        static result => result.GetProperty("nonce").GetInt64());

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

    private static async Task<double> BareAsync(TransferLoad load)
    {
        await using var bare = await BareVerifier.StartAsync();
        await load.WarmUp.PostAsync(bare.Urls.First(), Seconds);
        return (await load.Requests.PostAsync(bare.Urls.First(), Seconds)).Rate;
    }

    // A node of its own for each round, so that the same transfers are new to it. All that it accepts must come into blocks.
    private static async Task<double> NodeAsync(ScratchFolder folder, TransferLoad load)
    {
        using var data = new ScratchFolder();
        await using var node = await NodeProcess.StartAsync(folder.File("genesis.json"), data.Path);
        return (await load.SendAsync(node.Address, Seconds)).Accepted;
    }
}
