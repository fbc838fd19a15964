using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text.Json.Nodes;
using Aigen.Chain;
using Aigen.Node.Client;
using Aigen.Node.Hosting;
using Aigen.Storage;

namespace Aigen.Node.Commands;

/// <summary><c>aigen chain info</c>: what a node says of its chain, or, with --data-dir, what is in a folder.</summary>
internal static class InfoCommand
{
    public static Command Create(ClientWorld world)
    {
        var command = ClientCommand.Online(
            "info", "Prints the chain's height, head, supply and network; with --data-dir those of a folder, without asking a node.", world,
            AskAsync, LedgerOptions.DataDir, LedgerOptions.GenesisFile, ClientOptions.Json);
        var ask = (AsynchronousCommandLineAction)command.Action!;
        command.SetAction((arguments, cancelled) => arguments.GetValue(LedgerOptions.DataDir) is null
            ? ask.InvokeAsync(arguments, cancelled)
            : LedgerCommand.RunAsync(arguments, world, run => run.Print(run.Read(folder => Describe(run, folder))), cancelled));
        return command;
    }

    // The name of the network, which a shutdown asks for, is known to getNodeInfo alone.
    private static async Task AskAsync(ClientRun run)
    {
        var (chain, network) = (await run.CallAsync("getChainInfo"), await run.NetworkAsync());
        var info = JsonObject.Create(chain)!;
        info["network"] = network.Network;
        info["development"] = network.IsDevelopment;
        info["ceo_wallet"] = network.CeoWallet;
        await run.PrintAsync(info);
    }

    private static JsonObject Describe(LedgerRun run, LedgerFolder folder)
    {
        var summary = LedgerSummary.Of(folder.Ledger, folder.Store);
        return new JsonObject
        {
            ["network"] = run.Spec.Network,
            ["chain_id"] = run.Spec.ChainId,
            ["genesis"] = summary.Genesis.ToString(),
            ["height"] = summary.Head.Height,
            ["head"] = summary.Head.Hash.ToString(),
            ["state_root"] = summary.Head.Header.StateRoot.ToString(),
            ["time"] = SnapshotFile.Time(summary.Head),
            ["shutdown"] = summary.Head.Header.Shutdown,
            ["pruned_to"] = summary.PrunedTo,
            ["accounts"] = summary.Accounts,
            ["bytes_on_disk"] = Sizes(folder),
        };
    }

    private static JsonObject Sizes(LedgerFolder folder)
    {
        var sizes = new JsonObject();
        foreach (var column in Enum.GetValues<Column>())
        {
            sizes[System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(column.ToString())] = folder.Store.SizeOnDisk(column);
        }

        var files = new DirectoryInfo(LedgerFolder.PathIn(folder.DataDir));
        sizes["log"] = files.EnumerateFiles("*.log").Sum(file => file.Length);
        sizes["total"] = files.EnumerateFiles().Sum(file => file.Length);
        return sizes;
    }
}
