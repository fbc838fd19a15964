using System.CommandLine;
using Aigen.Chain;
using Aigen.Node.Client;
using Aigen.Node.Hosting;

namespace Aigen.Node.Commands;

/// <summary><c>aigen chain import</c>: adds the blocks of a file to a ledger.</summary>
internal static class ImportCommand
{
    // Blocks are read one after the other; this keeps the calls few.
    private const int BufferBytes = 1 << 20;

    private static readonly Argument<string> Source = new("FILE") { Description = "A file that 'aigen chain export' made." };

    public static Command Create(ClientWorld world) => LedgerCommand.Create(
        "import", "Adds blocks from a file to the ledger in a folder, each fully checked; those that it has are skipped.", world, Run, Source);

    private static void Run(LedgerRun run)
    {
        var file = run.Get(Source);
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes);
        using var reader = OfFile(file, () => new ChainFileReader(stream));
        using var folder = LedgerFolder.OpenForImport(run.DataDir, run.Spec);
        var import = new ChainImport(folder.Ledger, reader);
        LedgerProgress.Run(
            run, "importing", "blocks", reader.Head.Count,
            progress => OfFile(file, () =>
            {
                import.Run(progress.Passed, run.Cancelled);
                return import;
            }));
        run.Output.WriteLine(
            $"imported {import.Imported} blocks, {import.Skipped} were there already: the head is block {folder.Ledger.Head.Height} {folder.Ledger.Head.Hash}");
    }

    // A bad block in a file is no damage to the ledger, unlike one in the ledger.
    private static T OfFile<T>(string file, Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception e) when (e is InvalidDataException or LedgerException { IsDamage: false })
        {
            throw new ClientException($"{file}: {e.Message}");
        }
    }
}
