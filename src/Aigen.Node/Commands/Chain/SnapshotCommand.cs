using System.CommandLine;
using Aigen.Node.Client;
using Aigen.Node.Hosting;
using Aigen.Primitives;

namespace Aigen.Node.Commands;

/// <summary><c>aigen chain snapshot</c>: a copy of all that a node's database holds at one moment.</summary>
internal static class SnapshotCommand
{
    private static readonly Argument<string> Target = new("DIR") { Description = "The folder to make." };

    public static Command Create(ClientWorld world) => LedgerCommand.Create(
        "snapshot", "Copies the ledger in a folder as it is at one moment, and checks the copy. A node may go on meanwhile.", world, Run, Target);

    private static void Run(LedgerRun run)
    {
        var target = run.Get(Target);
        SignedHeader? head = null;
        FinishedFile.Fill(target, partial =>
        {
            head = run.Read(folder => Copy(run, folder, LedgerFolder.PathIn(partial)));
            SnapshotFile.Write(partial, run.Spec, head);
        });
        run.Output.WriteLine($"snapshot of block {head!.Height} {head.Hash} in {target}");
    }

    private static SignedHeader Copy(LedgerRun run, LedgerFolder folder, string target)
    {
        SignedHeader? head = null;
        LedgerProgress.Run(run, "copying", "bytes", 0, progress =>
            head = LedgerCopies.Make(folder, target, run.Spec, bytes => progress.Add((ulong)bytes), run.Cancelled));
        return head!;
    }
}
