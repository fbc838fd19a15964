using System.Threading.Channels;
using Aigen.Chain;
using Aigen.Storage;
using Microsoft.Extensions.Logging;

namespace Aigen.Metering;

/// <summary>
/// Has batch jobs computed when their time has come, the earliest first, and forgets those that ended long ago. It wakes when the next
/// thing is due, when something changed, and at each block, so that a clock that was set is noticed.
/// </summary>
internal sealed class BatchScheduler(
    BatchTable table, BatchStore store, Blockchain chain, BatchRun run, BatchLimits limits, TimeProvider clock, ILogger log) : IAsyncDisposable
{
    // As far as a timer of the runtime goes is some weeks; blocks come long before.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1);

    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _tasks = [];
    private int _running;
    private Task _loop = Task.CompletedTask;

    private long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    public void Start()
    {
        chain.Writer.Committed += SignalBlock;
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Something changed that may be due now.</summary>
    public void Signal() => _signals.Writer.TryWrite(true);

    public async ValueTask DisposeAsync()
    {
        chain.Writer.Committed -= SignalBlock;
        await _stopping.CancelAsync();
        await _loop;
        await Task.WhenAll(_tasks);
        _stopping.Dispose();
    }

    private void SignalBlock(CommittedBlock block) => Signal();

    private async Task LoopAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                FollowPayments();
                ForgetOld();
                RunDue();
            }
            catch (StoreException e)
            {
                log.LogError("Batch jobs wait: {Reason}", e.Message);
            }

            await SleepAsync(NextWake());
        }
    }

    // A payment whose submitter went away may still come into a block, or be dropped.
    private void FollowPayments()
    {
        foreach (var job in table.Open.Where(job => job is { State: BatchState.Pending, Payers: 0 }))
        {
            if (BatchPayment.Load(chain.Ledger.State, job.Id) is { } payment)
            {
                table.Change(job.Id, one => one.PaidBy(payment));
            }
            else if (chain.Tracker.StatusOf(job.Id).State is TransactionState.Unknown or TransactionState.Dropped)
            {
                store.Remove(job.Id);
                table.Remove(job.Id);
            }
        }
    }

    private void ForgetOld()
    {
        foreach (var job in table.Ended.Where(job => EndOfKeeping(job) <= Now))
        {
            store.Remove(job.Id);
            table.Remove(job.Id);
        }
    }

    private void RunDue()
    {
        var shutdown = Shutdown.Load(chain.Ledger.State);
        _tasks.RemoveAll(one => one.IsCompleted);
        foreach (var job in table.Open.Where(job => job.State == BatchState.Scheduled).OrderBy(job => job.ScheduledAt).ThenBy(job => job.SubmittedAt))
        {
            if (BatchPayment.Load(chain.Ledger.State, job.Id) is not { } payment)
            {
                table.Change(job.Id, static one => one with { State = BatchState.Pending });
                continue;
            }

            var order = new BatchOrder(job.Id, payment);
            if (shutdown is not null)
            {
                run.Fail(order, shutdown.Refuse().Message);
            }
            else if (TurnOf(job) <= Now && Volatile.Read(ref _running) < limits.AtOnce)
            {
                // Before its task begins, so that the next wake does not take it again.
                table.Change(job.Id, one => one with { State = BatchState.Processing, StartedAt = Now });
                Interlocked.Increment(ref _running);
                _tasks.Add(Task.Run(() => RunAsync(order)));
            }
        }
    }

    private async Task RunAsync(BatchOrder order)
    {
        await run.RunAsync(order, _stopping.Token);
        Interlocked.Decrement(ref _running);
        Signal();
    }

    private TimeSpan NextWake()
    {
        var turns = Volatile.Read(ref _running) < limits.AtOnce ? table.Open.Where(job => job.State == BatchState.Scheduled).Select(TurnOf) : [];
        var next = turns.Concat(table.Ended.Select(EndOfKeeping)).DefaultIfEmpty(long.MaxValue).Min();
        return TimeSpan.FromSeconds(Math.Clamp(next - Now, 0, (long)LongestSleep.TotalSeconds));
    }

    private async Task SleepAsync(TimeSpan time)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var sleep = Task.Delay(time, clock, timer.Token);
        var signal = _signals.Reader.ReadAsync(timer.Token).AsTask();
        await Task.WhenAny(sleep, signal);
        await timer.CancelAsync();
        await Task.WhenAll(sleep, signal).ContinueWith(static _ => { }, TaskScheduler.Default);
    }

    private static long TurnOf(BatchJob job) => Math.Max(job.ScheduledAt, job.RetryAt);

    private long EndOfKeeping(BatchJob job) => job.EndedAt + (limits.KeepDays * 24L * 60 * 60);
}
