using System.Globalization;
using Spectre.Console;

namespace Aigen.Bench;

/// <summary>What grows with the number of accounts and transactions, and what does not.</summary>
internal static class GrowthPart
{
    private const int Starts = 3;
    private const int LoadSeconds = 4;
    private const int Wallets = 100;

    // More than a node answers meanwhile on this machine; one in ten is a transfer.
    private const int Requests = 200_000;
    private const int RequestsATransfer = 10;

    private static readonly int[] Sizes = [1_000, 10_000, 100_000, 1_000_000];

    // How long a node that has just started is left alone before its memory is read.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    private static readonly string[] Columns =
    [
        "accounts", "made 1/s", "first blocks ms", "block ms", "root ms", "start ms", "at rest", "after load", "most", "disk",
    ];

    public static async Task RunAsync(BenchmarkOptions options)
    {
        var table = new Table().RoundedBorder().AddColumns(Columns);
        table.Title = new TableTitle("growth: as many transactions as accounts; a block and its root touch 1,000 accounts, the first ones after a start; memory and disk in MiB");
        foreach (var column in table.Columns)
        {
            column.RightAligned();
        }

        WarmUp();
        foreach (var size in Sizes)
        {
            table.AddRow([.. (await MeasureAsync(size)).Prepend(size).Select(figure => figure.ToString("N0", CultureInfo.InvariantCulture))]);
        }

        AnsiConsole.Write(table);
    }

    // The smallest chain would else be made by code that is not compiled yet.
    private static void WarmUp()
    {
        using var folder = new ScratchFolder();
        var chain = new GrowingChain(folder.File("ledger"), BenchNetwork.Of(Wallets));
        chain.Make(Sizes[1]);
        chain.Touch();
    }

    private static async Task<double[]> MeasureAsync(int size)
    {
        using var folder = new ScratchFolder();
        var network = BenchNetwork.Of(Wallets);
        network.WriteGenesis(folder.File("genesis.json"));

        // The place in its data folder where a node looks for its database.
        var chain = new GrowingChain(folder.File("data/ledger"), network);
        var made = chain.Make(size);
        var touch = chain.Touch();
        var load = WriteLoad(folder.File("load"), network, chain);
        var starts = new List<double>();
        for (var start = 1; start < Starts; start++)
        {
            await using var early = await NodeProcess.StartAsync(folder.File("genesis.json"), folder.File("data"));
            starts.Add(early.StartMilliseconds);
        }

        var disk = ScratchFolder.BytesOf(folder.File("data"));
        await using var node = await NodeProcess.StartAsync(folder.File("genesis.json"), folder.File("data"));
        starts.Add(node.StartMilliseconds);
        await Task.Delay(Rest);
        var resident = node.Resident;
        await load.PostAsync(node.Address, LoadSeconds);
        return
        [
            made, Report.Median(touch.First), Report.Median(touch.Whole), Report.Median(touch.Root), Report.Median(starts), resident,
            node.Resident, node.MostResident, disk / (double)(1 << 20),
        ];
    }

    private static RequestFile WriteLoad(string file, BenchNetwork network, GrowingChain chain)
    {
        var random = new Random(3);
        var transfers = network.Sign(Requests / RequestsATransfer, network.Neighbour, chain.Nonce);
        File.WriteAllLines(file, Enumerable.Range(0, Requests).Select(i => i % RequestsATransfer == 0
            ? RequestFile.Submit(transfers[i / RequestsATransfer])
            : $$"""{"jsonrpc":"2.0","id":1,"method":"getBalance","params":["{{chain.Accounts[random.Next(chain.Accounts.Count)]}}"]}"""));
        return new RequestFile(file, "\"result\"", 1);
    }
}
