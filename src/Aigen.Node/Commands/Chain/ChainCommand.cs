using System.CommandLine;
using System.Text.Json.Nodes;
using Aigen.Node.Client;

namespace Aigen.Node.Commands;

/// <summary><c>aigen chain</c>: reads the ledger, and looks after it.</summary>
internal static class ChainCommand
{
    private static readonly Argument<string?> Block = new("HEIGHT|HASH")
    {
        Description = "The block's height, or its hash. [default: the newest]",
        Arity = ArgumentArity.ZeroOrOne,
    };

    internal static readonly Argument<string> Address = new("ADDRESS|dev:N") { Description = "An address, dev:1 to dev:10, or dev:ceo." };

    internal static readonly Argument<string> Receipt = new("ID") { Description = "The id of a completion, chatcmpl- and 32 hex digits." };

    public static Command Create(ClientWorld world) => new("chain", "Reads the ledger, proves what is in it, and verifies, copies and trims it.")
    {
        InfoCommand.Create(world),
        ClientCommand.Online("block", "Prints a block.", world, BlockAsync, Block, ClientOptions.Json),
        ClientCommand.Online(
            "balance", "Prints an address' balance in AIGEN and its next nonces.", world, BalanceAsync, Address, ClientOptions.Json),
        ClientCommand.Online(
            "receipt", "Prints the bill of a completion, and the block that holds it.", world, ReceiptAsync, Receipt, ClientOptions.Json),
        HistoryCommand.Create(world),
        WatchCommand.Create(world),
        ProveCommand.Create(world),
        HeadersCommand.Create(world),
        VerifyProofCommand.Create(world),
        VerifyCommand.Create(world),
        ExportCommand.Create(world),
        ImportCommand.Create(world),
        SnapshotCommand.Create(world),
        RestoreCommand.Create(world),
        RollbackCommand.Create(world),
        PruneCommand.Create(world),
    };

    private static async Task BlockAsync(ClientRun run)
    {
        var parameters = run.Get(Block) switch
        {
            null => new JsonArray(),
            var text when ulong.TryParse(text, out var height) => new JsonArray(height),
            var text => new JsonArray(null, text),
        };
        await run.PrintAsync(await run.CallAsync("getBlock", parameters));
    }

    private static async Task BalanceAsync(ClientRun run) =>
        await run.PrintAsync(await run.CallAsync("getBalance", new JsonArray(AddressReference.Read(run.Get(Address)).Address.ToString())));

    private static async Task ReceiptAsync(ClientRun run) =>
        await run.PrintAsync(await run.CallAsync("getReceipt", new JsonArray(run.Get(Receipt))));
}
