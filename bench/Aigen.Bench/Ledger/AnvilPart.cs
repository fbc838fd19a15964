using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Aigen.Bench;

/// <summary>Transfers over JSON-RPC, signed ahead, from wrk into the node and into Foundry's anvil.</summary>
internal static class AnvilPart
{
    private const int Rounds = 3;
    private const int Seconds = 25;

    // What a process that has just started takes before it is measured: ours compiles its code over the first thousands.
    private const int WarmUp = 10_000;

    // More than either takes in the seconds of a round, on this machine; a faster one ends its rounds sooner.
    private const int Ours = 500_000;
    private const int Theirs = 200_000;

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
        var ours = network.Sign(WarmUp + Ours, network.Neighbour).AsParallel().AsOrdered().Select(RequestFile.Submit).ToArray();
        var (theirs, accounts) = await SignTheirsAsync(folder.File("raw"));
        var balances = $"[{string.Join(',', network.Wallets.Select(wallet => PostedCall.Of("getBalance", $"{wallet.Address}")))}]";
        var counts = $"[{string.Join(',', accounts.Select(account => PostedCall.Of("eth_getTransactionCount", account, "latest")))}]";
        var report = new Report($"anvil: transfers of {Wallets} wallets for {Seconds} s, wrk on the same machine");
        foreach (var batch in new[] { 1, Batch })
        {
            var ourLoad = Load(folder, "ours", ours, "\"accepted\"", batch, [balances], static result => result.GetProperty("nonce").GetInt64());
            var theirLoad = Load(folder, "theirs", theirs, "\"result\":\"0x", batch, [counts], Hex);

            // Without a block time anvil makes a block of nearly every transfer: 1,127 of 10,000 were in blocks after two minutes.
            await MeasureAsync(
                report, batch == 1 ? "one a request" : $"batches of {batch}", ("node", () => NodeAsync(folder, ourLoad)),
                ("anvil --block-time 1", () => ForeignAsync(anvil, theirLoad, "--block-time", "1")));
        }

        report.Print();
    }

    private static async Task MeasureAsync(
        Report report, string how, params (string Name, Func<Task<(double Accepted, double Included)>> Send)[] rows)
    {
        var samples = rows.Select(_ => (Accepted: new List<double>(), Included: new List<double>())).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var row = 0; row < rows.Length; row++)
            {
                var (accepted, included) = await rows[row].Send();
                samples[row].Accepted.Add(accepted);
                samples[row].Included.Add(included);
            }
        }

        for (var row = 0; row < rows.Length; row++)
        {
            report.Add($"{rows[row].Name}, {how}: accepted", samples[row].Accepted, "1/s", Report.Ratio(samples[row].Accepted, samples[0].Accepted));
            report.Add("  in blocks", samples[row].Included, "1/s", Report.Ratio(samples[row].Included, samples[0].Included));
        }
    }

    private static async Task<(double Accepted, double Included)> NodeAsync(ScratchFolder folder, TransferLoad load)
    {
        using var data = new ScratchFolder();
        await using var node = await NodeProcess.StartAsync(folder.File("genesis.json"), data.Path);
        return await load.SendAsync(node.Address, Seconds);
    }

    private static async Task<(double Accepted, double Included)> ForeignAsync(string program, TransferLoad load, params string[] options)
    {
        await using var anvil = await AnvilProcess.StartAsync(program, Wallets, options);
        return await load.SendAsync(anvil.Address, Seconds);
    }

    private static TransferLoad Load(
        ScratchFolder folder, string name, string[] calls, string expected, int batch, string[] nonces, Func<JsonElement, long> readNonce) => new(
        RequestFile.Write(folder.File($"{name}-first"), calls.Take(WarmUp), expected, batch),
        RequestFile.Write(folder.File(name), calls.Skip(WarmUp), expected, batch), nonces, readNonce);

    private static async Task<(string[] Calls, string[] Accounts)> SignTheirsAsync(string file)
    {
        using var signing = Process.Start("node", [Signer, $"{WarmUp + Theirs}", $"{Wallets}", file]);
        await signing.WaitForExitAsync();
        var lines = await File.ReadAllLinesAsync(file);
        return ([.. lines.Skip(1).Select(raw => PostedCall.Of("eth_sendRawTransaction", raw))], lines[0].Split(','));
    }

    private static long Hex(JsonElement result) => long.Parse(result.GetString().AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
