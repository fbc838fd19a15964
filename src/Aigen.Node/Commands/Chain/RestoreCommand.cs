using System.CommandLine;
using Aigen.Node.Client;
using Aigen.Node.Hosting;
using Aigen.Primitives;

namespace Aigen.Node.Commands;

/// <summary><c>aigen chain restore</c>: puts a snapshot into a data folder that has no ledger.</summary>
internal static class RestoreCommand
{
    private static readonly Argument<string> Source = new("SNAPSHOT") { Description = "A folder that 'aigen chain snapshot' made." };

    public static Command Create(ClientWorld world) => LedgerCommand.Create(
        "restore", "Copies a snapshot into a data folder that has no ledger yet, and checks it.", world, Run, Source);

    private static void Run(LedgerRun run)
    {
        var (source, target) = (Path.GetFullPath(run.Get(Source)), run.DataDir);
        if (LedgerFolder.Exists(target))
        {
            throw new NodeStartException($"--data-dir {target}: there is a ledger in this folder already; move {LedgerFolder.PathIn(target)} away first");
        }

        var expected = SnapshotFile.ReadHead(source, run.Spec);
        using var snapshot = LedgerFolder.OpenForReading(source, run.Spec, isCopy: true);
        if (snapshot.Ledger.Head.Hash.ToString() != expected)
        {
            throw new NodeStartException(
                $"the snapshot {source} is damaged: it ends at block {snapshot.Ledger.Head.Hash}, its {SnapshotFile.Name} says {expected}",
                LedgerFaults.DamagedExitCode);
        }

        Directory.CreateDirectory(target);
        SignedHeader? head = null;
        FinishedFile.Fill(LedgerFolder.PathIn(target), partial => LedgerProgress.Run(run, "copying", "bytes", 0, progress =>
            head = LedgerFaults.Explained(source, () =>
                LedgerCopies.Make(snapshot, partial, run.Spec, bytes => progress.Add((ulong)bytes), run.Cancelled), isCopy: true)));
        run.Output.WriteLine($"restored block {head!.Height} {head.Hash} into {target}");
    }
}
