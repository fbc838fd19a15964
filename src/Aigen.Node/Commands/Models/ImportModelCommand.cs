using System.CommandLine;
using Aigen.Inference;
using Aigen.Node.Client;
using Aigen.Node.Store;

namespace Aigen.Node.Commands;

/// <summary><c>aigen models import</c>: a file that is there already into the store.</summary>
internal static class ImportModelCommand
{
    private static readonly Argument<string> File = new("FILE") { Description = "A GGUF file; it is copied." };

    public static Command Create(ClientWorld world) =>
        ClientCommand.Offline("import", "Copies a model file into the store.", world, RunAsync, File, ModelsCommand.NewId, StoreOptions.Folder);

    private static async Task RunAsync(ClientRun run)
    {
        var file = Path.GetFullPath(run.Get(File));
        var store = new ModelStore(ModelStore.FolderOf(run.Get(StoreOptions.Folder)));
        try
        {
            GgufHeader.Read(file);
            var length = new FileInfo(file).Length;
            var model = await TransferBar.RunAsync(run, async progress =>
            {
                progress.Begin("reading", length);
                var sha256 = await FileHash.ComputeAsync(file, progress.Show, run.Cancelled);
                var known = KnownModels.All.FirstOrDefault(known => known.Sha256 == sha256);
                var id = ModelsCommand.IdOf(run, known?.Id ?? Path.GetFileNameWithoutExtension(file));
                Directory.CreateDirectory(store.Folder);
                await CopyAsync(file, store.PartOf(id), run.Cancelled);
                progress.Begin("checking", length);
                var copied = await FileHash.ComputeAsync(store.PartOf(id), progress.Show, run.Cancelled);
                return copied == sha256
                    ? ModelIntake.Take(store, id, sha256, store.PartOf(id), file)
                    : throw new ModelStoreException($"{file} changed while it was copied");
            });
            await run.Output.WriteLineAsync($"imported {model.Id}: {model.Size} bytes, SHA-256 {model.Sha256}, {store.PathOf(model.Id)}");
        }
        catch (Exception e) when (e is ModelLoadException or ModelStoreException or IOException or UnauthorizedAccessException)
        {
            throw new ClientException(e.Message);
        }
    }

    private static async Task CopyAsync(string from, string to, CancellationToken cancellationToken)
    {
        await using var source = System.IO.File.OpenRead(from);
        await using var target = new FileStream(to, FileMode.Create, FileAccess.Write, FileShare.None);
        await source.CopyToAsync(target, 1 << 20, cancellationToken);
        target.Flush(flushToDisk: true);
    }
}
