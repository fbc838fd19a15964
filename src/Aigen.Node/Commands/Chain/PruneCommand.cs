using System.CommandLine;
using Aigen.Chain;
using Aigen.Node.Client;
using Aigen.Node.Hosting;

namespace Aigen.Node.Commands;

/// <summary><c>aigen chain prune</c>: gives back the space of old blocks' bodies.</summary>
internal static class PruneCommand
{
    private static readonly Option<ulong> Keep = Values.Required<ulong>(
        "--keep", "How many of the newest blocks keep their bodies; no rollback goes below them.", 1, ulong.MaxValue);

    public static Command Create(ClientWorld world) => LedgerCommand.Create(
        "prune", "Takes the bodies of old blocks out of the ledger in a folder. No node may have it open.", world, Run, Keep);

    private static void Run(LedgerRun run) => run.Change(folder =>
    {
        var pruning = new Pruning(folder.Ledger, folder.Store);
        var (before, target) = (folder.Ledger.Blocks.PrunedTo, pruning.Target(run.Get(Keep)));
        LedgerProgress.Run(run, "pruning", "blocks", target - before, progress => pruning.To(target, progress.Passed, run.Cancelled));
        var freed = Compact(folder);
        run.Output.WriteLine(
            $"pruned {target - before} blocks: bodies are kept from block {target + 1} on; {freed} bytes of tables were freed");
        return target;
    });

    private static long Compact(LedgerFolder folder)
    {
        var before = Size(folder);
        foreach (var column in Pruning.Columns)
        {
            folder.Store.Compact(column);
        }

        return Math.Max(0, before - Size(folder));
    }

    private static long Size(LedgerFolder folder) => Pruning.Columns.Sum(column => (long)folder.Store.SizeOnDisk(column));
}
