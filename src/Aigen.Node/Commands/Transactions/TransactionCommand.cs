using System.CommandLine;
using System.Text.Json.Nodes;
using Aigen.Node.Client;
using Aigen.Primitives;

namespace Aigen.Node.Commands;

/// <summary><c>aigen tx</c>: signs, sends and finds transactions.</summary>
internal static class TransactionCommand
{
    private static readonly Argument<string> Source = new("FILE")
    {
        Description = "A file with a signed transaction as 'tx sign' prints it; - is standard input.",
    };

    private static readonly Argument<Hash256> Hash = Values.Hash("HASH", "The transaction's hash, 32 bytes in hex.");

    private static readonly Option<int> Limit = Values.WithDefault("--limit", "The most transactions to list, 1 to 500.", 1, 500, 50);

    public static Command Create(ClientWorld world) => new("tx", "Signs, sends and finds transactions.")
    {
        SendCommand.Create(world),
        SignCommand.Create(world),
        ClientCommand.Online(
            "submit", "Hands a transaction that was signed before to the node.", world, SubmitAsync, Source, ClientOptions.Wait, ClientOptions.Json),
        ClientCommand.Online(
            "get", "Prints a transaction and its fate: pending, included or unknown.", world, GetAsync, Hash, ClientOptions.Json),
        ClientCommand.Online(
            "pending", "Lists the transactions that wait for a block, first the next.", world, ListPendingAsync, Limit, ClientOptions.Json),
        PayCommand.Create(world),
        SubscribeCommand.Create(world),
    };

    private static async Task SubmitAsync(ClientRun run)
    {
        var transaction = await InputText.ReadObjectAsync(run, run.Get(Source));
        await run.PrintAsync(await Submission.SendAsync(run, transaction, run.Get(ClientOptions.Wait)));
    }

    private static async Task GetAsync(ClientRun run) =>
        await run.PrintAsync(await run.CallAsync("getTransaction", new JsonArray(run.Get(Hash).ToString())));

    private static async Task ListPendingAsync(ClientRun run)
    {
        var pending = await run.CallAsync("getPendingTransactions", new JsonArray(run.Get(Limit)));
        if (run.Get(ClientOptions.Json))
        {
            await run.PrintAsync(pending);
            return;
        }

        string[] fields = ["tx_hash", "sender", "receiver", "amount", "nonce", "fee_priority"];
        Columns.Write(run.Output, fields, [.. pending.EnumerateArray().Select(one => fields.Select(field => one.Text(field)).ToArray())]);
    }
}
