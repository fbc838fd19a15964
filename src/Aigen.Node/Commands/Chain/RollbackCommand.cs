using System.CommandLine;
using Aigen.Chain;
using Aigen.Node.Client;
using Aigen.Node.Hosting;

namespace Aigen.Node.Commands;

/// <summary><c>aigen chain rollback</c>: takes the newest blocks back.</summary>
internal static class RollbackCommand
{
    private static readonly Option<ulong> To = Values.Required<ulong>("--to", "The height that stays as the head.", 0, ulong.MaxValue);

    private static readonly Option<bool> Discard = new("--discard")
    {
        Description = "Forget the transactions and receipts of the blocks; without it they wait for a block again.",
    };

    private static readonly Option<bool> Yes = new("--yes") { Description = "Do not ask." };

    public static Command Create(ClientWorld world) => LedgerCommand.Create(
        "rollback", "Takes the newest blocks of the ledger in a folder back, one by one. No node may have it open.", world, Run, To, Discard, Yes);

    private static void Run(LedgerRun run) => run.Change(folder =>
    {
        var (height, from) = (run.Get(To), folder.Ledger.Head.Height);
        var rollback = new Rollback(folder.Ledger, folder.Store, run.Get(Discard));
        rollback.Check(height);
        Confirm(run, $"Take back blocks {height + 1} to {from} of network {run.Spec.Network} in {folder.DataDir}?");
        LedgerProgress.Run(run, "rolling back", "blocks", from - height, progress => rollback.To(height, progress.Passed, run.Cancelled));
        Report(run, rollback, folder.Ledger);
        return rollback;
    });

    private static void Confirm(LedgerRun run, string question)
    {
        if (run.Get(Yes))
        {
            return;
        }

        if (!run.World.IsInteractive)
        {
            throw new ClientException("there is nobody to ask here: say --yes");
        }

        run.Error.Write($"{question} Type yes: ");
        run.Error.Flush();
        if (run.World.Input.ReadLine()?.Trim() != "yes")
        {
            throw new ClientException("nothing was changed");
        }
    }

    private static void Report(LedgerRun run, Rollback rollback, Ledger ledger)
    {
        var fate = run.Get(Discard) ? "are forgotten" : "wait for a block again";
        run.Output.WriteLine(
            $"the head is block {ledger.Head.Height} {ledger.Head.Hash}; {rollback.Transactions} transactions and {rollback.Receipts} receipts {fate}");
        if (rollback.Orders > 0)
        {
            run.Output.WriteLine($"{rollback.Orders} orders of the CEO were taken back: whoever wants them must give them again");
        }
    }
}
