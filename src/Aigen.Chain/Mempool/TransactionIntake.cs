using System.Threading.Channels;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>
/// The way into the mempool: whoever submits checks the content, then whatever has come meanwhile from everybody is checked together
/// for its signatures, and stored together, in the order of arrival.
/// </summary>
public sealed class TransactionIntake : IAsyncDisposable, IThreadPoolWorkItem
{
    // Who submits more waits for room: some half a second of what one core verifies.
    private const int MostWaiting = 8_192;

    // While a group is checked and fewer wait than make a good one, they wait for more: a signature in a group of 32 costs a third of one
    // alone, and in a larger one little less (SignatureBatch).
    private const int GoodGroup = 32;

    private readonly Channel<Arrival> _arrivals = Channel.CreateBounded<Arrival>(MostWaiting);
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly ArrivalOrder _order;
    private readonly Mempool _mempool;
    private readonly ChainSpec _spec;
    private readonly TimeProvider _time;

    // Groups that are asked for of the thread pool or being checked there.
    private int _active;
    private bool _isAsked;

    public TransactionIntake(Mempool mempool, ChainSpec spec, TimeProvider time)
    {
        (_mempool, _spec, _time) = (mempool, spec, time);
        _order = new ArrivalOrder(mempool);
    }

    /// <summary>Takes a transaction, or says why not. The very same one again is taken without effect.</summary>
    public ValueTask<Submission> SubmitAsync(Transaction transaction)
    {
        if (TransactionRules.CheckContent(transaction, _spec, _time.GetUtcNow().ToUnixTimeSeconds()) is { } refusal)
        {
            return new((_mempool.Screen(transaction) is { Refusal: null } known ? known : Submission.Refused(refusal)).Counted());
        }

        if (_mempool.Screen(transaction) is { } screened)
        {
            return new(screened.Counted());
        }

        var arrival = new Arrival(transaction);
        if (!_arrivals.Writer.TryWrite(arrival))
        {
            return WaitForRoomAsync(arrival);
        }

        AskForGroup();
        return arrival.Answered;
    }

    /// <summary>Finishes what was submitted, and takes nothing more.</summary>
    public async ValueTask DisposeAsync()
    {
        _arrivals.Writer.TryComplete();
        AskForGroup();
        await _arrivals.Reader.Completion;
        lock (_lock)
        {
            EndWhereNothingIsLeft();
        }

        await _finished.Task;
    }

    // One group after another, each of what came while the thread pool was busy: with other groups, and with bringing more transactions.
    void IThreadPoolWorkItem.Execute()
    {
        var group = TakeGroup();
        AskForGroup();
        group.CheckSignatures(_spec);
        _order.End(group);
        lock (_lock)
        {
            _active--;
            EndWhereNothingIsLeft();
        }

        AskForGroup();
    }

    private async ValueTask<Submission> WaitForRoomAsync(Arrival arrival)
    {
        await _arrivals.Writer.WriteAsync(arrival);
        AskForGroup();
        return await arrival.Answered;
    }

    private void AskForGroup()
    {
        // Asked without the lock by every submission; whoever takes a group asks again, so that nothing is left.
        if (Volatile.Read(ref _isAsked))
        {
            return;
        }

        lock (_lock)
        {
            var waiting = _arrivals.Reader.Count;
            if (_isAsked || waiting == 0 || _active >= Environment.ProcessorCount || (_active > 0 && waiting < GoodGroup))
            {
                return;
            }

            _isAsked = true;
            _active++;
        }

        // Behind what the pool has to do already: the requests among it then join the group.
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private ArrivalGroup TakeGroup()
    {
        lock (_lock)
        {
            Volatile.Write(ref _isAsked, false);
            var group = _order.Begin();
            while (group.Arrivals.Count < TransactionSignatures.BatchSize && _arrivals.Reader.TryRead(out var arrival))
            {
                group.Arrivals.Add(arrival);
            }

            return group;
        }
    }

    private void EndWhereNothingIsLeft()
    {
        if (_active == 0 && _arrivals.Reader.Completion.IsCompleted)
        {
            _finished.TrySetResult();
        }
    }
}
