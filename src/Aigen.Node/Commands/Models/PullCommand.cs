using System.CommandLine;
using Aigen.Inference;
using Aigen.Node.Client;
using Aigen.Node.Store;

namespace Aigen.Node.Commands;

/// <summary><c>aigen models pull</c>: a model from its source into the store.</summary>
internal static class PullCommand
{
    private static readonly Argument<string> What = new("ID|URL") { Description = "An id of 'aigen models list --local', or the address of a GGUF file." };

    private static readonly Option<string?> Sha256 = new("--sha256")
    {
        Description = "The SHA-256 that the file must have, where neither the list of models nor the source says it.",
        HelpName = "HEX",
    };

    private static readonly Option<string?> Mirror = new("--mirror")
    {
        Description = "Another host that has the files of the list of models under the same paths.",
        HelpName = "URL",
    };

    // Only connecting has a limit: a large file takes what it takes.
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(30) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public static Command Create(ClientWorld world) => ClientCommand.Offline(
        "pull", "Downloads a model into the store; what was stopped goes on where it stopped.", world, RunAsync, What, ModelsCommand.NewId, Sha256, Mirror,
        StoreOptions.Folder);

    private static async Task RunAsync(ClientRun run)
    {
        var (source, known) = SourceOf(run);
        var id = ModelsCommand.IdOf(run, known?.Id ?? Path.GetFileNameWithoutExtension(source.AbsolutePath));
        var store = new ModelStore(ModelStore.FolderOf(run.Get(StoreOptions.Folder)));
        var expected = HashOf(run) ?? known?.Sha256;
        if (store.Find(id) is { } there && (expected is null || there.Sha256 == expected) && there.Source == source.AbsoluteUri)
        {
            await run.Output.WriteLineAsync($"{id} is there already: {store.PathOf(id)}");
            return;
        }

        var plan = new DownloadPlan(source, store.PartOf(id), expected, known?.Size);
        try
        {
            var sha256 = await TransferBar.RunAsync(run, progress => new ModelDownload(Http, plan, progress).RunAsync(run.Cancelled));
            var model = ModelIntake.Take(store, id, sha256, plan.Part, source.AbsoluteUri);
            await run.Output.WriteLineAsync($"pulled {model.Id}: {model.Size} bytes, SHA-256 {model.Sha256}, {store.PathOf(id)}");
        }
        catch (Exception e) when (e is ModelStoreException or IOException or UnauthorizedAccessException)
        {
            throw new ClientException(e.Message);
        }
    }

    private static (Uri Source, KnownModel? Known) SourceOf(ClientRun run)
    {
        var what = run.Get(What);
        if (Uri.TryCreate(what, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps))
        {
            return (address, null);
        }

        var known = KnownModels.Find(what)
            ?? throw new ClientException($"'{what}' is neither an http or https address nor one of {string.Join(", ", KnownModels.All.Select(model => model.Id))}");
        var source = known.Source ?? throw new ClientException($"{known.Id} has no source to pull it from: {known.Note}");
        return (run.Get(Mirror) is { } mirror ? At(mirror, source) : source, known);
    }

    private static Uri At(string mirror, Uri source) => Uri.TryCreate(mirror, UriKind.Absolute, out var host) && host.Scheme.StartsWith("http", StringComparison.Ordinal)
        ? new Uri(host, source.PathAndQuery)
        : throw new ClientException($"--mirror '{mirror}' is not an http or https address");

    private static string? HashOf(ClientRun run)
    {
        var text = run.Get(Sha256)?.ToLowerInvariant();
        return text is null || FileHash.IsHash(text) ? text : throw new ClientException($"--sha256 '{text}' is not 64 hexadecimal digits");
    }
}
