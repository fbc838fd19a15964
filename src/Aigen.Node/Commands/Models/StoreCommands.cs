using System.CommandLine;
using Aigen.Inference;
using Aigen.Node.Client;
using Aigen.Node.Store;

namespace Aigen.Node.Commands;

/// <summary>What one does with the models of the store: look, check, remove.</summary>
internal static class StoreCommands
{
    private const double Mebibyte = 1 << 20;

    private static readonly Argument<string> Id = new("ID") { Description = "A model of the store." };

    private static readonly Argument<string?> OptionalId = new("ID") { Description = "A model of the store; all of them where none is named.", Arity = ArgumentArity.ZeroOrOne };

    public static Command Verify(ClientWorld world) => ClientCommand.Offline(
        "verify", "Reads model files of the store and compares them with their SHA-256.", world, VerifyAsync, OptionalId, StoreOptions.Folder);

    public static Command Remove(ClientWorld world) =>
        ClientCommand.Offline("remove", "Deletes a model of the store.", world, RemoveAsync, Id, StoreOptions.Folder);

    /// <summary>What is in the store, and what could be pulled into it.</summary>
    public static void List(ClientRun run)
    {
        var store = StoreOf(run);
        var stored = store.List();
        var rows = stored.Select(model => Row(model.Id, "yes", model.MinimumTier, model.Size, "known", model.Source)).ToList();
        var others = KnownModels.All.Where(known => stored.All(model => model.Id != known.Id) && known.Id != Hosting.ModelChoice.EmbeddedId);
        rows.AddRange(others.Select(known => Row(known.Id, "no", known.MinimumTier, known.Size, HashOf(known), known.Source?.AbsoluteUri ?? known.Note ?? "")));
        Columns.Write(run.Output, ["model", "here", "tier", "MiB", "SHA-256", "source"], rows);
    }

    // An entry whose file nobody of us had: its address is unverified too.
    private static string HashOf(KnownModel known) => (known.Sha256, known.Source) switch
    {
        (not null, _) => "known",
        (null, not null) => "unverified: pull with --sha256",
        _ => "unverified",
    };

    private static async Task VerifyAsync(ClientRun run)
    {
        var store = StoreOf(run);
        IReadOnlyList<StoredModel> models = run.Get(OptionalId) is { } id ? [Find(store, id)] : store.List();
        var broken = new List<string>();
        foreach (var model in models)
        {
            var fault = await TransferBar.RunAsync(run, progress => FaultOfAsync(store.PathOf(model.Id), model, progress, run.Cancelled));
            await run.Output.WriteLineAsync($"{model.Id}: {fault ?? "good"}");
            if (fault is not null)
            {
                broken.Add(model.Id);
            }
        }

        if (broken.Count > 0)
        {
            throw new ClientException($"not as they came: {string.Join(", ", broken)}; remove them and pull or import them anew");
        }
    }

    private static async Task<string?> FaultOfAsync(string file, StoredModel model, TransferProgress progress, CancellationToken cancellationToken)
    {
        try
        {
            var length = new FileInfo(file).Length;
            if (length != model.Size)
            {
                return $"the file has {length} bytes, expected {model.Size}";
            }

            progress.Begin($"checking {model.Id}", length);
            var sha256 = await FileHash.ComputeAsync(file, progress.Show, cancellationToken);
            return sha256 == model.Sha256 ? null : $"the file has the SHA-256 {sha256}, expected {model.Sha256}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    private static async Task RemoveAsync(ClientRun run)
    {
        var store = StoreOf(run);
        var model = Find(store, run.Get(Id));
        try
        {
            store.Remove(model.Id);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClientException(e.Message);
        }

        await run.Output.WriteLineAsync($"removed {model.Id}");
    }

    private static ModelStore StoreOf(ClientRun run) => new(ModelStore.FolderOf(run.Get(StoreOptions.Folder)));

    private static StoredModel Find(ModelStore store, string id) =>
        store.Find(id) ?? throw new ClientException($"there is no model '{id}' in {store.Folder}");

    private static string[] Row(string id, string here, string tier, long? size, string hash, string source) =>
        [id, here, tier, size is { } bytes ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{bytes / Mebibyte:0.0}") : "", hash, source];
}
