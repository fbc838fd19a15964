using Aigen.Node.Client;
using Aigen.Node.Store;
using Spectre.Console;

namespace Aigen.Node.Commands;

/// <summary>Shows a transfer: a bar on a terminal, a line now and then elsewhere; always on standard error.</summary>
internal static class TransferBar
{
    // A bar should move; a log should not be flooded.
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan InLog = TimeSpan.FromSeconds(10);

    public static async Task<T> RunAsync<T>(ClientRun run, Func<TransferProgress, Task<T>> work)
    {
        var target = new AnsiConsoleOutput(run.Error);
        if (!target.IsTerminal)
        {
            return await work(new TransferProgress(run.World.Time, InLog, now => run.Error.WriteLine(now.Line)));
        }

        return await AnsiConsole.Create(new AnsiConsoleSettings { Out = target }).Progress().AutoClear(true)
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn())
            .StartAsync(bars =>
            {
                var bar = bars.AddTask("");
                return work(new TransferProgress(run.World.Time, OnTerminal, now =>
                    (bar.MaxValue, bar.Value, bar.Description) = (Math.Max(now.Total, 1), now.Done, Markup.Escape(now.Line))));
            });
    }
}
