using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Node.Client;
using Aigen.Node.Store;

namespace Aigen.Node.Commands;

/// <summary><c>aigen models</c>: what a node can answer with, and the model files of this machine.</summary>
internal static class ModelsCommand
{
    /// <summary>The id of a model that comes into the store.</summary>
    public static readonly Option<string?> NewId = new("--id") { Description = "The id that it gets. [default: its own, else the file's name]", HelpName = "ID" };

    private const double Mebibyte = 1 << 20;

    private static readonly Argument<string> Id = new("ID") { Description = "The model's id, as 'aigen models list' has it." };

    private static readonly Option<bool> Local = new("--local") { Description = "List the models of this machine's store, and those that could be pulled into it." };

    private static readonly Option<string?> TokenFile = new("--operator-token-file")
    {
        Description = "The file that the node was given with the same option.",
        HelpName = "FILE",
        Required = true,
    };

    public static Command Create(ClientWorld world) => new("models", "Shows the models of a node, and keeps model files.")
    {
        ClientCommand.Online(
            "list", "Lists the node's models; a star marks the one for requests that name none.", world, ListAsync, ClientOptions.Json, Local, StoreOptions.Folder),
        ClientCommand.Online("show", "Prints one model, its file's SHA-256 too.", world, ShowAsync, Id, ClientOptions.Json),
        ClientCommand.Online("load", "Has the node load a model.", world, run => OperateAsync(run, "loadModel"), Id, TokenFile),
        ClientCommand.Online("unload", "Has the node free the memory of a model that nobody uses.", world, run => OperateAsync(run, "unloadModel"), Id, TokenFile),
        PullCommand.Create(world),
        ImportModelCommand.Create(world),
        StoreCommands.Verify(world),
        StoreCommands.Remove(world),
    };

    /// <summary>The id that was asked for, else a default one.</summary>
    public static string IdOf(ClientRun run, string otherwise)
    {
        var id = run.Get(NewId) ?? otherwise;
        return ModelStore.IsId(id) ? id : throw new ClientException($"'{id}' cannot be an id (letters, digits, dots, dashes, underscores; at most 100): give one with --id");
    }

    private static async Task ListAsync(ClientRun run)
    {
        if (run.Get(Local))
        {
            StoreCommands.List(run);
            return;
        }

        var models = await run.CallAsync("listModels");
        if (run.Get(ClientOptions.Json))
        {
            await run.PrintAsync(models);
            return;
        }

        Columns.Write(run.Output, ["model", "loaded", "tier", "context", "MiB", "quantization", "name"], [.. models.List("models").Select((model, at) => Row(model, isDefault: at == 0))]);
    }

    // The node's default model is its first: which one is a core model, the chain may say.
    private static string[] Row(JsonElement model, bool isDefault) =>
    [
        model.Text("model_id") + (isDefault ? " *" : ""), StateOf(model), model.Text("minimum_tier"), model.Text("context_length"),
        $"{model.UInt64("total_size") / Mebibyte:0.0}", model.Text("quantization"), model.Text("name"),
    ];

    private static string StateOf(JsonElement model) => !model.Flag("is_available") ? "unusable" : model.Flag("is_loaded") ? "yes" : "no";

    private static async Task ShowAsync(ClientRun run) =>
        await run.PrintAsync(await run.CallAsync("getModelInfo", new JsonArray(run.Get(Id))));

    private static async Task OperateAsync(ClientRun run, string method)
    {
        await run.UseTokenAsync(TokenFile);
        var model = (await run.CallAsync(method, new JsonArray(run.Get(Id)))).List("models").First();
        await run.Output.WriteLineAsync($"{model.Text("model_id")} is {(model.Flag("is_loaded") ? "loaded" : "not loaded")}");
    }
}
