using System.CommandLine;
using System.Text.Json.Nodes;
using Aigen.Node.Client;

namespace Aigen.Node.Commands;

/// <summary><c>aigen chain</c>: reads the ledger.</summary>
internal static class ChainCommand
{
    private static readonly Argument<string?> Block = new("HEIGHT|HASH")
    {
        Description = "The block's height, or its hash. [default: the newest]",
        Arity = ArgumentArity.ZeroOrOne,
    };

    internal static readonly Argument<string> Address = new("ADDRESS|dev:N") { Description = "An address, dev:1 to dev:10, or dev:ceo." };

    internal static readonly Argument<string> Receipt = new("ID") { Description = "The id of a completion, chatcmpl- and 32 hex digits." };

    public static Command Create(ClientWorld world) => new("chain", "Reads the ledger: blocks, balances and receipts, and proves what is in it.")
    {
        ClientCommand.Online("info", "Prints the chain's height, head, supply and network.", world, InfoAsync, ClientOptions.Json),
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
    };

    // The name of the network, which a shutdown asks for, is known to getNodeInfo alone.
    private static async Task InfoAsync(ClientRun run)
    {
        var (chain, network) = (await run.CallAsync("getChainInfo"), await run.NetworkAsync());
        var info = JsonObject.Create(chain)!;
        info["network"] = network.Network;
        info["development"] = network.IsDevelopment;
        info["ceo_wallet"] = network.CeoWallet;
        await run.PrintAsync(info);
    }

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
