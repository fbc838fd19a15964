using System.CommandLine;
using System.Text.Json.Nodes;
using Aigen.Node.Client;

namespace Aigen.Node.Commands;

/// <summary><c>aigen tx pay</c>: buys credit for completions ahead.</summary>
internal static class PayCommand
{
    // The list price: 1 AIGEN for 1,000 tokens.
    private const ulong TokensPerAigen = 1000;

    private const ulong MostTokens = 1_000_000_000_000;

    private static readonly Option<ulong> MaxTokens = Values.Required(
        "--max-tokens", "Tokens to pay for, 1 to 1000000000000; each 1000 begun cost 1 AIGEN.", 1UL, MostTokens);

    private static readonly Option<string?> Model = new("--model") { Description = "The model meant. [default: the node's]", HelpName = "ID" };

    public static Command Create(ClientWorld world) => ClientCommand.Online(
        "pay", "Buys credit for completions, which the wallet uses by signing its requests.", world, RunAsync, ClientOptions.Key, MaxTokens, Model,
        ClientOptions.Wait, ClientOptions.Json);

    private static async Task RunAsync(ClientRun run)
    {
        var (key, network, tokens) = (await run.KeyAsync(), await run.NetworkAsync(), run.Get(MaxTokens));
        var terms = TransactionTerms.ModuleCall(network, ((tokens - 1) / TokensPerAigen) + 1, new JsonObject
        {
            ["user_address"] = key.Address.ToString(),
            ["model_id"] = run.Get(Model) ?? network.DefaultModel,
            ["max_tokens"] = tokens,
        });
        var transaction = await Wallet.SignAsync(run, key, terms);
        var result = await Submission.SendAsync(run, TransactionJson.Of(transaction), run.Get(ClientOptions.Wait));
        result["amount"] = terms.Amount;
        await run.PrintAsync(result);
    }
}
