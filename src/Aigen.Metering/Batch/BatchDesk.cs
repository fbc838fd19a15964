using Aigen.Chain;
using Aigen.Primitives;
using Aigen.Storage;
using Microsoft.Extensions.Logging;

namespace Aigen.Metering;

/// <summary>Takes batch jobs, tells of them, and has them computed when their time has come.</summary>
public sealed class BatchDesk : IAsyncDisposable
{
    private readonly BatchTable _table = new();
    private readonly BatchPace _pace = new();
    private readonly BatchStore _store;
    private readonly BatchScheduler _scheduler;
    private readonly Blockchain _chain;
    private readonly Desk _desk;
    private readonly BatchLimits _limits;
    private readonly PublicKey _node;
    private readonly TimeProvider _time;
    private readonly SignedMessages _signed;

    public BatchDesk(
        IStore store, Blockchain chain, Desk desk, IBatchForm form, PublicKey node, TimeProvider time, ILogger<BatchDesk> log, BatchLimits? limits = null)
    {
        (_store, _chain, _desk, _node, _time, _limits) = (new BatchStore(store), chain, desk, node, time, limits ?? new BatchLimits());
        _signed = new SignedMessages(time);
        foreach (var job in _store.Load())
        {
            _table.Add(AsTheChainHas(job));
        }

        var run = new BatchRun(_table, _store, _pace, desk.Batch, form, time, log);
        _scheduler = new BatchScheduler(_table, _store, chain, run, _limits, time, log);
    }

    private long Now => _time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Begins to compute jobs; the first are those that an earlier run of the node did not end.</summary>
    public void Start() => _scheduler.Start();

    /// <summary>Takes a job, whose payment is in a block then, or says why not. The same payment again leads to the same job.</summary>
    public async Task<(BatchJob? Job, DeskRefusal? Refusal)> SubmitAsync(BatchSubmission asked, CancellationToken cancellationToken)
    {
        var (payment, state) = (asked.Payment, _chain.Ledger.State);
        if (Payments.BuysJob(payment, _chain.Ledger.Spec, Now) is not { } paid)
        {
            return (null, NotAPayment(asked));
        }

        if (paid.Model != asked.Model || paid.Priority != asked.Priority || paid.Input != asked.Input.Hash)
        {
            return (null, BatchRefusals.AnotherJob(paid, asked));
        }

        if (_table.Find(payment.Hash) is { State: not BatchState.Pending } known)
        {
            return (known, null);
        }

        if (BatchPayment.Load(state, payment.Hash) is { State: not BatchPaymentState.Open } ended)
        {
            return (BatchJob.Of(payment.Hash, ended), null);
        }

        return await FindFaultAsync(asked, cancellationToken) is { } refusal ? (null, refusal) : await TakeAsync(asked, paid, cancellationToken);
    }

    /// <summary>A job that the node keeps, or that the chain knows; null where there is none.</summary>
    public BatchJob? Find(Hash256 id) =>
        _table.Find(id) ?? (BatchPayment.Load(_chain.Ledger.State, id) is { } payment ? BatchJob.Of(id, payment) : null);

    /// <summary>The jobs of a wallet that the node keeps, newest first.</summary>
    public IEnumerable<BatchJob> Of(Address user) => _table.Of(user).OrderByDescending(job => job.SubmittedAt).ThenBy(job => job.Id.ToString(), StringComparer.Ordinal);

    /// <summary>What a job was asked; null where it is not kept.</summary>
    public BatchInput? InputOf(BatchJob job) => _table.Find(job.Id) is null ? null : _store.InputOf(job.Id);

    /// <summary>The answer of a completed job, or why a failed one has none; null before, and once it is not kept any more.</summary>
    public byte[]? AnswerOf(BatchJob job) => _store.AnswerOf(job.Id);

    /// <summary>When a job is likely at its end, in Unix seconds: when it was, where it is.</summary>
    public long EstimatedEnd(BatchJob job)
    {
        if (job.IsEnded)
        {
            return job.EndedAt;
        }

        var start = Math.Max(Now, Math.Max(job.ScheduledAt, job.StartedAt));
        var before = _table.Open.Count(other => other.Id != job.Id && other.ScheduledAt <= job.ScheduledAt && other.State != BatchState.Pending);
        return _pace.EndOf(start, (before / _limits.AtOnce) + 1);
    }

    /// <summary>Whether a wallet signed that it wants to see a job of its own; null where it did, which uses the signature up.</summary>
    public DeskRefusal? FindFault(BatchJob job, WalletProof proof, WalletAdmission? admit = null)
    {
        var wallet = proof.PublicKey.Address;
        return wallet == job.User
            ? _signed.Use(proof, new AccessMessages(_chain.Ledger.Spec.NetworkMagic, _node, wallet).Batch(proof.Timestamp, job.Id, proof.Nonce), admit)
            : new NotAuthorized($"job {job.Id} is {job.User}'s, and {wallet} signed");
    }

    /// <summary>Stops computing; what was not at its end is begun again at the next start.</summary>
    public ValueTask DisposeAsync() => _scheduler.DisposeAsync();

    private DeskRefusal NotAPayment(BatchSubmission asked)
    {
        var (payment, spec) = (asked.Payment, _chain.Ledger.Spec);
        return Payments.IsMalformed(payment, spec) && Payments.FindFault(payment, spec, _chain.Ledger.State, Now) is { } fault
            ? new PaymentRefused(fault)
            : BatchRefusals.NotAPayment(asked.Priority, _desk.FiguresOf(payment.Sender.Address).Credit, spec.CeoWallet);
    }

    // Whatever can be refused without the payment is refused before it, and before anything is written down.
    private async Task<DeskRefusal?> FindFaultAsync(BatchSubmission asked, CancellationToken cancellationToken)
    {
        if (asked.Input.Bytes > _limits.InputBytes)
        {
            return BatchRefusals.InputTooLarge(asked.Input.Bytes, _limits.InputBytes);
        }

        var isPaid = BatchPayment.Load(_chain.Ledger.State, asked.Payment.Hash) is not null;
        if (!isPaid && Payments.FindFault(asked.Payment, _chain.Ledger.Spec, _chain.Ledger.State, Now) is { } fault)
        {
            return new PaymentRefused(fault);
        }

        return FullQueue(asked.Payment.Hash) ?? await _desk.Batch.FindFaultAsync(asked.Request with { IsPaidAhead = true }, cancellationToken);
    }

    private BatchQueueFull? FullQueue(Hash256 id) =>
        _table.OpenCount is var count && count >= _limits.Queue && _table.Find(id) is null ? new BatchQueueFull(count, _limits.Queue) : null;

    // The job is on the disk before its payment is handed in, so that none is paid for and forgotten.
    private async Task<(BatchJob? Job, DeskRefusal? Refusal)> TakeAsync(
        BatchSubmission asked, BatchPayment paid, CancellationToken cancellationToken)
    {
        var job = BatchJob.Of(asked.Payment.Hash, paid) with
        {
            State = BatchState.Pending,
            ScheduledAt = 0,
            SubmittedAt = Now,
        };
        if (!_table.Admit(job, _limits.Queue))
        {
            return (null, new BatchQueueFull(_table.OpenCount, _limits.Queue));
        }

        try
        {
            _store.Add(job, asked.Input);
            var refusal = await PayAsync(asked.Payment, cancellationToken);
            return refusal is null ? (_table.Change(job.Id, known => Paid(known)), null) : (null, refusal);
        }
        catch (StoreException e)
        {
            return (null, new PaymentRefused(Refusal.CannotWrite(e.Message)));
        }
        finally
        {
            // Where it is not paid, the scheduler finds out what became of the payment.
            _table.Change(job.Id, static known => known with { Payers = known.Payers - 1 });
            _scheduler.Signal();
        }
    }

    private async Task<DeskRefusal?> PayAsync(Transaction payment, CancellationToken cancellationToken) =>
        BatchPayment.Load(_chain.Ledger.State, payment.Hash) is null
        && await _chain.Tracker.IncludeAsync(payment, atOnce: true, cancellationToken) is { Fate.Block: null, Fate.Reason: { } dropped }
            ? new PaymentRefused(dropped)
            : null;

    private BatchJob Paid(BatchJob job) =>
        job.State == BatchState.Pending && BatchPayment.Load(_chain.Ledger.State, job.Id) is { } payment ? job.PaidBy(payment) : job;

    private BatchJob AsTheChainHas(BatchJob job)
    {
        var payment = BatchPayment.Load(_chain.Ledger.State, job.Id);
        return (job.IsEnded, payment) switch
        {
            (true, _) => job with { ScheduledAt = payment?.ScheduledAt ?? 0 },
            (_, null) => job,
            (_, { State: BatchPaymentState.Open }) => job.PaidBy(payment),
            _ => BatchJob.Of(job.Id, payment),
        };
    }
}
