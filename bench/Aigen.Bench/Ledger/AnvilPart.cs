using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Aigen.Bench;

/// <summary>Transfers over JSON-RPC, signed ahead, into the node and into Foundry's anvil, from the same client.</summary>
internal static class AnvilPart
{
    private const int Rounds = 3;
    private const int Transfers = 10_000;

    // A node that has just started compiles its code over the first thousands; anvil comes compiled.
    private const int WarmUp = 10_000;

    // As many as one JSON-RPC batch may ask for.
    private const int Wallets = 100;
    private const int Batch = 100;

    // From artifacts/bin/Aigen.Bench/release.
    private static readonly string Signer = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../bench/anvil/sign.mjs"));

    public static async Task RunAsync(BenchmarkOptions options)
    {
        if (options.Anvil is not { } anvil)
        {
            return;
        }

        using var folder = new ScratchFolder();
        var network = BenchNetwork.Of(Wallets);
        network.WriteGenesis(folder.File("genesis.json"));
        var (ours, theirs) = (Ours(network), await TheirsAsync(folder.File("raw")));

        // Without a block time anvil makes a block of nearly every transfer: 1,127 of 10,000 were in blocks after two minutes.
        var rows = new (string Name, Func<int, Task<(double Accepted, double Included)>> Send)[]
        {
            ("node", batch => NodeAsync(folder, ours, batch)),
            ("anvil --block-time 1", batch => ForeignAsync(anvil, theirs, batch, "--block-time", "1")),
        };
        var report = new Report($"anvil: {Transfers:N0} transfers of {Wallets} wallets, 64 connections, the same client");
        foreach (var batch in new[] { 1, Batch })
        {
            await MeasureAsync(report, rows, batch);
        }

        report.Print();
    }

    private static async Task MeasureAsync(
        Report report, (string Name, Func<int, Task<(double Accepted, double Included)>> Send)[] rows, int batch)
    {
        var samples = rows.Select(_ => (Accepted: new List<double>(), Included: new List<double>())).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var row = 0; row < rows.Length; row++)
            {
                var (accepted, included) = await rows[row].Send(batch);
                samples[row].Accepted.Add(accepted);
                samples[row].Included.Add(included);
            }
        }

        for (var row = 0; row < rows.Length; row++)
        {
            var how = batch == 1 ? "one a request" : $"batches of {batch}";
            report.Add($"{rows[row].Name}, {how}: accepted", samples[row].Accepted, "1/s", Report.Ratio(samples[row].Accepted, samples[0].Accepted));
            report.Add("  in blocks", samples[row].Included, "1/s", Report.Ratio(samples[row].Included, samples[0].Included));
        }
    }

    private static async Task<(double Accepted, double Included)> NodeAsync(ScratchFolder folder, TransferLoad load, int batch)
    {
        using var data = new ScratchFolder();
        await using var node = await NodeProcess.StartAsync(folder.File("genesis.json"), data.Path);
        return await load.SendAsync(node.Address, batch, WarmUp);
    }

    private static async Task<(double Accepted, double Included)> ForeignAsync(string program, TransferLoad load, int batch, params string[] options)
    {
        await using var anvil = await AnvilProcess.StartAsync(program, Wallets, options);
        return await load.SendAsync(anvil.Address, batch, WarmUp);
    }

    private static TransferLoad Ours(BenchNetwork network)
    {
        var questions = network.Wallets.Select(wallet => $$"""{"jsonrpc":"2.0","id":1,"method":"getBalance","params":["{{wallet.Address}}"]}""");
        return new TransferLoad(
            [.. network.Sign(WarmUp + Transfers, network.Neighbour).Select(RequestFile.Submit)], "\"accepted\"", $"[{string.Join(',', questions)}]",
            static result => result.GetProperty("nonce").GetInt64());
    }

    private static async Task<TransferLoad> TheirsAsync(string file)
    {
        using var signing = Process.Start("node", [Signer, $"{WarmUp + Transfers}", $"{Wallets}", file]);
        await signing.WaitForExitAsync();
        var lines = await File.ReadAllLinesAsync(file);
        var questions = lines[0].Split(',').Select(account =>
            $$"""{"jsonrpc":"2.0","id":1,"method":"eth_getTransactionCount","params":["{{account}}","latest"]}""");
        var calls = lines.Skip(1).Select(raw => $$"""{"jsonrpc":"2.0","id":1,"method":"eth_sendRawTransaction","params":["{{raw}}"]}""");
        return new TransferLoad([.. calls], "\"result\":\"0x", $"[{string.Join(',', questions)}]", Hex);
    }

    private static long Hex(JsonElement result) => long.Parse(result.GetString().AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
