using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Node.Client;

namespace Aigen.Node.Commands;

/// <summary><c>aigen chain history</c>: a line for each transaction from or to an address.</summary>
internal static class HistoryCommand
{
    private static readonly Option<int> Limit = Values.WithDefault("--limit", "The most transactions of one page, 1 to 500.", 1, 500, 50);

    private static readonly Option<string?> Cursor = new("--cursor")
    {
        Description = "Where to go on: the cursor that was printed with the page before.",
        HelpName = "CURSOR",
    };

    private static readonly Option<bool> All = new("--all") { Description = "Page after page, to the first transaction that the node still has." };

    public static Command Create(ClientWorld world) => ClientCommand.Online(
        "history", "Prints the transactions from or to an address, newest first.", world, RunAsync, ChainCommand.Address, Limit, Cursor, All, ClientOptions.Json);

    private static async Task RunAsync(ClientRun run)
    {
        var address = AddressReference.Read(run.Get(ChainCommand.Address)).Address.ToString();
        var cursor = run.Get(Cursor);
        do
        {
            var page = await run.CallAsync("getTransactionsByAddress", new JsonArray(address, run.Get(Limit), cursor));
            cursor = page.Field("next_cursor").GetString();
            await PrintAsync(run, page);
        }
        while (run.Get(All) && cursor is not null);

        // Not among the lines, and JSON has it already.
        if (cursor is not null && !run.Get(ClientOptions.Json))
        {
            await run.Error.WriteLineAsync($"There is more: --cursor {cursor}");
        }
    }

    private static async Task PrintAsync(ClientRun run, JsonElement page)
    {
        if (run.Get(ClientOptions.Json))
        {
            await run.PrintAsync(page);
            return;
        }

        foreach (var entry in page.List("transactions"))
        {
            await run.Output.WriteLineAsync(TerminalText.Clean(Line(entry), keepNewlines: false));
        }
    }

    private static string Line(JsonElement entry)
    {
        var time = DateTimeOffset.FromUnixTimeSeconds((long)entry.UInt64("timestamp"));
        var transaction = entry.Field("transaction");
        var isSent = entry.Text("direction") == "sent";
        var other = isSent ? $"to   {transaction.Text("receiver")}" : $"from {transaction.Text("sender")}";
        return $"{entry.Text("block_height"),8}  {time:yyyy-MM-dd'T'HH:mm:ss'Z'}  {entry.Text("tx_hash")}  {other}  {(isSent ? "-" : "+")}{transaction.Text("amount")}";
    }
}
