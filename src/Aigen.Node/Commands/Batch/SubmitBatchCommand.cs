using System.CommandLine;
using System.Text.Json.Nodes;
using Aigen.Chain;
using Aigen.Metering;
using Aigen.Node.Client;

namespace Aigen.Node.Commands;

/// <summary><c>aigen batch submit</c>: signs the payment and hands it in with the input.</summary>
internal static class SubmitBatchCommand
{
    private static readonly Argument<string?> Prompt = new("PROMPT")
    {
        Description = "The question; --input takes its place.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> Input = new("--input")
    {
        Description = "A JSON file, or - for standard input: a list of messages, or an object of chatCompletion's parameters.",
        HelpName = "FILE",
    };

    private static readonly Option<BatchPriority> Priority = new("--priority")
    {
        Description = "standard (10 AIGEN, computed as soon as it can be), batch (5, after 24 hours) or economy (3, after 72 hours). [default: standard]",
        HelpName = "PRIORITY",
        DefaultValueFactory = _ => BatchPriority.Standard,
        CustomParser = Values.Reader<BatchPriority>("standard, batch or economy", BatchPriorityNames.TryParse),
    };

    private static readonly Option<string?> Model = new("--model") { Description = "The model that answers. [default: the node's]", HelpName = "ID" };

    public static Command Create(ClientWorld world)
    {
        var command = ClientCommand.Online(
            "submit", "Pays for a chat completion that is computed later, and prints its job id when the payment is in a block.", world, RunAsync, Prompt,
            Input, Priority, Model, ClientOptions.Key, ClientOptions.Json);
        command.Validators.Add(result =>
        {
            if ((result.GetValue(Prompt) is null) == (result.GetValue(Input) is null))
            {
                result.AddError("Say what is asked: either PROMPT or --input FILE.");
            }
        });
        return command;
    }

    private static async Task RunAsync(ClientRun run)
    {
        var (key, input) = (await run.KeyAsync(), await InputAsync(run));
        var network = await run.NetworkAsync();
        var (priority, model) = (run.Get(Priority), run.Get(Model) ?? network.DefaultModel);
        var terms = TransactionTerms.ModuleCall(network, BatchTerms.PriceOf(priority).Aigen, new JsonObject
        {
            ["user_address"] = key.Address.ToString(),
            ["model_id"] = model,
            ["priority"] = priority.Name(),
            ["input_hash"] = BatchInput.Of(JsonText.ToElement(input)).Hash.ToString(),
        });
        await run.PrintAsync(await run.CallAsync("submitBatchRequest", new JsonObject
        {
            ["priority"] = priority.Name(),
            ["model_id"] = model,
            ["input_data"] = input,
            ["transaction"] = TransactionJson.Of(await Wallet.SignAsync(run, key, terms)),
        }));
    }

    private static async Task<JsonNode> InputAsync(ClientRun run)
    {
        if (run.Get(Input) is not { } path)
        {
            return JsonValue.Create(run.Get(Prompt)!);
        }

        var input = InputText.Parse(await InputText.ReadAsync(run, path), path);
        return input is JsonArray or JsonObject ? input : throw new ClientException($"--input {path} is neither a list of messages nor an object");
    }
}
