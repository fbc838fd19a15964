using System.CommandLine;
using Aigen.Chain;
using Aigen.Node.Client;
using Aigen.Node.Hosting;

namespace Aigen.Node.Commands;

/// <summary><c>aigen chain verify</c>: carries out every block again, and compares what comes out with what is stored.</summary>
internal static class VerifyCommand
{
    private static readonly Option<string?> Scratch = new("--scratch")
    {
        Description = "Where the replayed ledger is kept meanwhile; it takes as much space as the ledger. [default: the system's temporary folder]",
        HelpName = "DIR",
    };

    public static Command Create(ClientWorld world) => LedgerCommand.Create(
        "verify", "Replays the ledger in a folder from the genesis block, and compares all that it holds. A node may go on meanwhile.", world,
        Run, Scratch);

    private static void Run(LedgerRun run)
    {
        using var scratch = new ScratchStore(run.Get(Scratch));
        Report(run, run.Read(folder => Verify(run, folder, scratch)));
    }

    private static VerifiedLedger Verify(LedgerRun run, LedgerFolder folder, ScratchStore scratch)
    {
        var verification = new LedgerVerification(folder.Store, run.Spec, scratch.Store);
        VerifiedLedger? verified = null;
        LedgerProgress.Run(
            run, "verifying", "blocks", verification.Head.Height, progress => verified = verification.Run(progress.Passed, run.Cancelled));
        return verified!;
    }

    private static void Report(LedgerRun run, VerifiedLedger verified)
    {
        var (head, pruned) = (verified.Head, verified.PrunedTo);
        if (pruned == 0)
        {
            run.Output.WriteLine(
                $"verified {verified.Blocks} blocks with {verified.Transactions} transactions up to {head.Height} {head.Hash}: they make the "
                + $"{verified.StateEntries} entries of the state, root {head.Header.StateRoot}");
            return;
        }

        run.Output.WriteLine(
            $"verified {head.Height} headers up to {head.Height} {head.Hash}, the bodies of {verified.Blocks} blocks with {verified.Transactions} "
            + $"transactions, and that the {verified.StateEntries} entries of the state have the head's root {head.Header.StateRoot}");
        run.Output.WriteLine(
            $"not verified: blocks 1 to {pruned} were pruned, so their bodies, that the state follows from the blocks, and the indexes");
    }
}
