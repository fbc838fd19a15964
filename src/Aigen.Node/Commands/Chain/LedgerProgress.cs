using Aigen.Node.Client;
using Aigen.Primitives;
using Spectre.Console;

namespace Aigen.Node.Commands;

/// <summary>How far a long command is: a bar on a terminal, a line now and then elsewhere; always on standard error.</summary>
internal sealed class LedgerProgress
{
    // A bar should move; a log should not be flooded.
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan InLog = TimeSpan.FromSeconds(10);

    private readonly ProgressCount _count;
    private readonly Action<ProgressCount> _show;
    private readonly TimeSpan _interval;
    private TimeSpan _shown;

    private LedgerProgress(ProgressCount count, TimeSpan interval, Action<ProgressCount> show) => (_count, _interval, _show) = (count, interval, show);

    /// <param name="what">What is done, such as "verifying".</param>
    /// <param name="total">How many of the unit there are; 0 where nobody knows.</param>
    public static void Run(LedgerRun run, string what, string unit, ulong total, Action<LedgerProgress> work)
    {
        var count = new ProgressCount(run.World.Time, what, unit, total);
        var target = new AnsiConsoleOutput(run.Error);
        if (!target.IsTerminal)
        {
            work(new LedgerProgress(count, InLog, now => run.Error.WriteLine(now.Line)));
            return;
        }

        AnsiConsole.Create(new AnsiConsoleSettings { Out = target }).Progress().AutoClear(true)
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn())
            .Start(bars =>
            {
                var bar = bars.AddTask(what, maxValue: Math.Max(total, 1));
                work(new LedgerProgress(count, OnTerminal, now => (bar.Value, bar.Description) = (now.Done, Markup.Escape(now.Line))));
            });
    }

    public void Passed(Block block) => Add(1, (ulong)block.Transactions.Count);

    public void Add(ulong done, ulong transactions = 0)
    {
        _count.Add(done, transactions);
        if (_count.Elapsed - _shown >= _interval)
        {
            _shown = _count.Elapsed;
            _show(_count);
        }
    }
}
