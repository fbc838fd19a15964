using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Node.Client;

namespace Aigen.Node.Commands;

/// <summary><c>aigen models</c>: what a node can answer with.</summary>
internal static class ModelsCommand
{
    private const double Mebibyte = 1 << 20;

    private static readonly Argument<string> Id = new("ID") { Description = "The model's id, as 'aigen models list' has it." };

    public static Command Create(ClientWorld world) => new("models", "Shows the models of a node.")
    {
        ClientCommand.Online(
            "list", "Lists the node's models; a star marks the one for requests that name none.", world, ListAsync, ClientOptions.Json),
        ClientCommand.Online("show", "Prints one model, its file's SHA-256 too.", world, ShowAsync, Id, ClientOptions.Json),
    };

    private static async Task ListAsync(ClientRun run)
    {
        var models = await run.CallAsync("listModels");
        if (run.Get(ClientOptions.Json))
        {
            await run.PrintAsync(models);
            return;
        }

        Columns.Write(run.Output, ["model", "tier", "context", "MiB", "quantization", "name"], [.. models.List("models").Select(Row)]);
    }

    private static string[] Row(JsonElement model) =>
    [
        model.Text("model_id") + (model.Flag("is_core_model") ? " *" : ""), model.Text("minimum_tier"), model.Text("context_length"),
        $"{model.UInt64("total_size") / Mebibyte:0.0}", model.Text("quantization"), model.Text("name"),
    ];

    private static async Task ShowAsync(ClientRun run) =>
        await run.PrintAsync(await run.CallAsync("getModelInfo", new JsonArray(run.Get(Id))));
}
