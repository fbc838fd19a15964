using System.Threading.Channels;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>
/// The way into the mempool: whoever submits checks the content, then whatever has come meanwhile from everybody is checked together
/// for its signatures, several groups in parallel, and stored together, in the order of arrival.
/// </summary>
public sealed class TransactionIntake : IAsyncDisposable
{
    // Who submits more waits for room: some half a second of what one core verifies.
    private const int MostWaiting = 8_192;

    private readonly Channel<Arrival> _arrivals = Channel.CreateBounded<Arrival>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly Channel<Task<List<Arrival>>> _groups = Channel.CreateBounded<Task<List<Arrival>>>(Environment.ProcessorCount);
    private readonly Mempool _mempool;
    private readonly ChainSpec _spec;
    private readonly TimeProvider _time;
    private readonly Task _running;

    public TransactionIntake(Mempool mempool, ChainSpec spec, TimeProvider time)
    {
        (_mempool, _spec, _time) = (mempool, spec, time);
        _running = Task.WhenAll(Task.Run(GroupAsync), Task.Run(TakeAsync));
    }

    /// <summary>Takes a transaction, or says why not. The very same one again is taken without effect.</summary>
    public async ValueTask<Submission> SubmitAsync(Transaction transaction)
    {
        if (TransactionRules.CheckContent(transaction, _spec, _time.GetUtcNow().ToUnixTimeSeconds()) is { } refusal)
        {
            return _mempool.Screen(transaction) is { Refusal: null } known ? known : Submission.Refused(refusal);
        }

        if (_mempool.Screen(transaction) is { } screened)
        {
            return screened;
        }

        var arrival = new Arrival(transaction);
        await _arrivals.Writer.WriteAsync(arrival);
        return await arrival.Done.Task;
    }

    /// <summary>Finishes what was submitted, and takes nothing more.</summary>
    public async ValueTask DisposeAsync()
    {
        _arrivals.Writer.TryComplete();
        await _running;
    }

    // While every core checks a group, the next one grows.
    private async Task GroupAsync()
    {
        while (await _arrivals.Reader.WaitToReadAsync())
        {
            var group = new List<Arrival>();
            while (group.Count < TransactionSignatures.BatchSize && _arrivals.Reader.TryRead(out var arrival))
            {
                group.Add(arrival);
            }

            await _groups.Writer.WriteAsync(Task.Run(() => Check(group)));
        }

        _groups.Writer.Complete();
    }

    private async Task TakeAsync()
    {
        await foreach (var check in _groups.Reader.ReadAllAsync())
        {
            var group = await check;
            var good = group.Where(arrival => arrival.Outcome is null).ToList();
            try
            {
                var submissions = _mempool.Add([.. good.Select(arrival => arrival.Transaction)]);
                for (var i = 0; i < submissions.Length; i++)
                {
                    good[i].Outcome = submissions[i];
                }
            }
            catch (Exception e)
            {
                good.ForEach(arrival => arrival.Done.SetException(e));
                continue;
            }

            group.ForEach(arrival => arrival.Done.SetResult(arrival.Outcome!));
        }
    }

    private List<Arrival> Check(List<Arrival> group)
    {
        var refusals = new Refusal?[group.Count];
        TransactionSignatures.Check([.. group.Select(arrival => arrival.Transaction)], _spec, refusals);
        for (var i = 0; i < refusals.Length; i++)
        {
            group[i].Outcome = refusals[i] is { } refusal ? Submission.Refused(refusal) : null;

            // Its bytes are made here, beside other groups, rather than under the mempool's lock.
            _ = group[i].Transaction.Encoded.Length;
        }

        return group;
    }

    private sealed class Arrival(Transaction transaction)
    {
        public Transaction Transaction => transaction;

        public Submission? Outcome { get; set; }

        public TaskCompletionSource<Submission> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
