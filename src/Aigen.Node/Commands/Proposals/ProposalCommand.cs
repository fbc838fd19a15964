using System.CommandLine;
using System.Text.Json.Nodes;
using Aigen.Node.Client;
using Aigen.Primitives;

namespace Aigen.Node.Commands;

/// <summary><c>aigen sip</c>: improvement proposals, from their document to the CEO's decision.</summary>
internal static class ProposalCommand
{
    private static readonly Argument<string> Document = new("FILE") { Description = "The proposal's document." };

    private static readonly Argument<string> Id = new("ID") { Description = "The proposal's id." };

    private static readonly Option<string> NewId = new("--id")
    {
        Description = "The proposal's id: 1 to 64 letters, digits, dots, dashes and underscores.",
        HelpName = "ID",
        Required = true,
    };

    public static Command Create(ClientWorld world) => new("sip", "Proposes improvements (SIPs), shows them, and decides on them.")
    {
        ClientCommand.Offline("hash", "Prints the SHA-256 of a document, which is what a proposal commits to.", world, HashAsync, Document),
        ClientCommand.Online(
            "propose", "Puts a document's hash before the CEO, by a transaction without an amount.", world, ProposeAsync, ClientOptions.Key, NewId,
            Document, ClientOptions.Wait, ClientOptions.Json),
        ClientCommand.Online("status", "Prints what was decided of a proposal.", world, StatusAsync, Id, ClientOptions.Json),
        DecisionCommands.Online("approve", "Approves a proposal; takes the CEO key.", world, Id),
        DecisionCommands.Online("veto", "Vetoes a proposal; takes the CEO key.", world, Id),
        DecisionCommands.Offline(world, NewId),
    };

    private static async Task HashAsync(ClientRun run) => await run.Output.WriteLineAsync((await HashOfDocumentAsync(run)).ToString());

    private static async Task ProposeAsync(ClientRun run)
    {
        var (hash, key, id) = (await HashOfDocumentAsync(run), await run.KeyAsync(), run.Get(NewId)!);
        var terms = TransactionTerms.ModuleCall(await run.NetworkAsync(), 0, new JsonObject
        {
            ["proposal_id"] = id,
            ["proposal_hash"] = hash.ToString(),
        });
        var transaction = await Wallet.SignAsync(run, key, terms);
        var result = await Submission.SendAsync(run, TransactionJson.Of(transaction), run.Get(ClientOptions.Wait));
        result["proposal_id"] = id;
        result["proposal_hash"] = hash.ToString();
        await run.PrintAsync(result);
    }

    private static async Task StatusAsync(ClientRun run) =>
        await run.PrintAsync(await run.CallAsync("getSIPStatus", new JsonArray(run.Get(Id))));

    private static async Task<Hash256> HashOfDocumentAsync(ClientRun run) =>
        Hash256.Of(await InputText.ReadFileAsync(run, run.Get(Document)));
}
