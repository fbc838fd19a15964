using System.CommandLine;
using Aigen.Chain;
using Aigen.Node.Client;
using Aigen.Node.Hosting;

namespace Aigen.Node.Commands;

/// <summary><c>aigen chain export</c>: the blocks of a ledger in one file.</summary>
internal static class ExportCommand
{
    private const string StandardOutput = "-";

    private static readonly Argument<string> File = new("FILE") { Description = "The file to make, or - for standard output." };

    private static readonly Option<ulong?> From = Values.Optional<ulong>("--from", "The first block. [default: 0]", 0, ulong.MaxValue);

    private static readonly Option<ulong?> To = Values.Optional<ulong>("--to", "The last block. [default: the head]", 0, ulong.MaxValue);

    public static Command Create(ClientWorld world) => LedgerCommand.Create(
        "export", "Writes blocks of the ledger in a folder into one file. A node may go on meanwhile.", world, Run, File, From, To);

    private static void Run(LedgerRun run)
    {
        var file = run.Get(File);
        var head = run.Read(folder =>
        {
            var plan = ChainExport.Plan(folder.Ledger, run.Get(From), run.Get(To));
            if (file == StandardOutput)
            {
                using var output = Console.OpenStandardOutput();
                Export(run, folder, plan, output);
            }
            else
            {
                FinishedFile.Write(file, stream => Export(run, folder, plan, stream));
            }

            return plan;
        });
        (file == StandardOutput ? run.Error : run.Output).WriteLine($"exported blocks {head.First} to {head.Last}");
    }

    private static void Export(LedgerRun run, LedgerFolder folder, ChainFileHead head, Stream stream) => LedgerProgress.Run(
        run, "exporting", "blocks", head.Count, progress => ChainExport.Run(folder.Ledger, head, stream, progress.Passed, run.Cancelled));
}
