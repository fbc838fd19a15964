using System.Diagnostics;
using System.Threading.Channels;
using Aigen.Crypto;
using Aigen.Primitives;
using Aigen.Storage;
using Microsoft.Extensions.Logging;

namespace Aigen.Chain;

/// <summary>
/// The one writer of the head: it alone makes blocks. One is due when transactions or receipts wait and the block time has passed, at once
/// when somebody waits for a payment or an order, or the last one was full and more was ready, and as a heartbeat when nothing happens.
/// </summary>
public sealed class ChainWriter : IAsyncDisposable
{
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(30);

    // After a failed write (a full disk, say) everything still waits; this is how soon it is tried again.
    private static readonly TimeSpan RetryAfterFailure = TimeSpan.FromSeconds(1);

    // The same failure again and again is one line a minute.
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMinutes(1);

    private readonly Channel<OrderRequest> _orders = Channel.CreateUnbounded<OrderRequest>();
    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stopping = new();
    private readonly Ledger _ledger;
    private readonly Mempool _mempool;
    private readonly ReceiptQueue _receipts;
    private readonly SigningKey _producer;
    private readonly Address _rewardAddress;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly long _started;
    private TimeSpan _nextReport;
    private Task _loop = Task.CompletedTask;
    private volatile bool _urgent;
    private volatile bool _idle;
    private long _lastBlock;

    // More was ready than the last block could hold.
    private bool _isBehind;

    public ChainWriter(Ledger ledger, Mempool mempool, IStore store, SigningKey producer, TimeProvider time, ILogger<ChainWriter> log)
    {
        (_ledger, _mempool, _producer, _time, _log) = (ledger, mempool, producer, time, log);
        _started = time.GetTimestamp();
        _rewardAddress = ledger.Spec.FindProducer(producer.PublicKey)?.RewardAddress
            ?? throw new ArgumentException($"{producer.PublicKey} is no producer of network {ledger.Spec.Network}.", nameof(producer));
        _receipts = new ReceiptQueue(store);
        _mempool.Accepted += _ => Signal();
    }

    /// <summary>Raised after each block, on the writer's own thread: a handler must be quick.</summary>
    public event Action<CommittedBlock>? Committed;

    /// <summary>The error of the last write, null while blocks are written.</summary>
    public string? Failure { get; private set; }

    /// <summary>Receipts that no block holds yet, those of an earlier run too.</summary>
    public IReadOnlyList<Receipt> PendingReceipts => _receipts.Snapshot();

    /// <summary>How many those are.</summary>
    public int PendingReceiptCount => _receipts.Count;

    /// <summary>Begins to make blocks; whoever follows them must have subscribed before.</summary>
    public void Start() => _loop = Task.Run(RunAsync);

    /// <summary>Stores a settled receipt for the next block; when this returns, a kill does not lose it.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="beside">Puts what must be stored with it or not at all.</param>
    public void Submit(Receipt receipt, Action<IWriteBatch>? beside = null)
    {
        _receipts.Add(receipt, beside);
        Signal();
    }

    /// <summary>Has an order carried out in a block of its own making; null when it was, else why not.</summary>
    public async Task<Refusal?> SubmitAsync(CeoOrder order)
    {
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        var refusal = Shutdown.Load(_ledger.State)?.Refuse() ?? OrderRules.Check(order, _ledger.Spec, _ledger.State, now);
        if (refusal is not null)
        {
            return refusal;
        }

        var request = new OrderRequest(order);
        _orders.Writer.TryWrite(request);
        Signal(urgent: true);
        return await request.Done.Task;
    }

    /// <summary>Has a block made at once of what waits.</summary>
    public void RequestBlock() => Signal(urgent: true);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
        _stopping.Dispose();
    }

    // While something waits already, only an urgent call changes the plan: the others must cost the submitter nothing.
    private void Signal(bool urgent = false)
    {
        if (urgent)
        {
            // Never written by the others: reading and writing back could undo an urgent call of the same moment.
            _urgent = true;
        }

        if (urgent || _idle)
        {
            _signals.Writer.TryWrite(true);
        }
    }

    private async Task RunAsync()
    {
        var next = _ledger.Head.Height == 0 ? Elapsed : Elapsed + RestOfBlockTime();
        while (!_stopping.IsCancellationRequested)
        {
            // Before the question what waits, so that whoever adds something after it sees that a signal is due.
            _idle = true;
            var isShutDown = _ledger.Head.Header.Shutdown;
            var waits = _receipts.Count > 0 || _orders.Reader.Count > 0 || (!isShutDown && _mempool.HasReady);
            _idle = !waits;
            var due = (waits, isShutDown) switch
            {
                (true, _) => _urgent && Failure is null ? TimeSpan.Zero : next,
                (_, true) => TimeSpan.MaxValue,
                _ when Failure is not null => next,
                _ => next + Heartbeat - _ledger.Spec.BlockTime,
            };
            if (!await WaitAsync(due))
            {
                continue;
            }

            _urgent = false;
            var started = Elapsed;
            next = started + (TryProduce() ? RestAfterBlock : RetryAfterFailure);
        }
    }

    // The block time keeps blocks from being many and small; to let it limit how much is taken would gain nothing.
    private TimeSpan RestAfterBlock => _isBehind ? TimeSpan.Zero : _ledger.Spec.BlockTime;

    private DateTimeOffset Now => _time.GetUtcNow();

    // What is due when goes by a clock that nobody sets: the other one may jump.
    private TimeSpan Elapsed => _time.GetElapsedTime(_started);

    private TimeSpan RestOfBlockTime()
    {
        var rest = DateTimeOffset.FromUnixTimeSeconds(_ledger.Head.Header.Timestamp) + _ledger.Spec.BlockTime - Now;
        return TimeSpan.FromTicks(Math.Clamp(rest.Ticks, 0, _ledger.Spec.BlockTime.Ticks));
    }

    /// <summary>True when the time has come; false when something new wants the plan made again.</summary>
    private async Task<bool> WaitAsync(TimeSpan due)
    {
        var rest = due - Elapsed;
        if (rest <= TimeSpan.Zero)
        {
            return true;
        }

        using var timer = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var sleep = Task.Delay(rest < Heartbeat ? rest : Heartbeat, _time, timer.Token);
        var signal = _signals.Reader.ReadAsync(timer.Token).AsTask();
        var first = await Task.WhenAny(sleep, signal);
        await timer.CancelAsync();
        await Task.WhenAll(sleep, signal).ContinueWith(static _ => { }, TaskScheduler.Default);
        return first == sleep && !_stopping.IsCancellationRequested && due != TimeSpan.MaxValue;
    }

    private bool TryProduce()
    {
        var orders = DrainOrders();
        try
        {
            Produce(orders);
            return true;
        }
        catch (Exception e)
        {
            ChainInstruments.Failures.Add(1);
            Report(e);
            Failure = e.Message;
            orders.ForEach(order => order.Done.TrySetResult(Refusal.CannotWrite(e.Message)));
            return false;
        }
    }

    private void Report(Exception failure)
    {
        if (failure.Message == Failure && Elapsed < _nextReport)
        {
            return;
        }

        _nextReport = Elapsed + ReportInterval;
        _log.LogError(
            failure is StoreException ? null : failure, "Block {Height} could not be written, everything still waits: {Reason}",
            _ledger.Head.Height + 1, failure.Message);
    }

    private void Produce(List<OrderRequest> orders)
    {
        var now = Now.ToUnixTimeSeconds();
        using var trace = ChainInstruments.Traces.StartActivity("produce block");
        var started = Stopwatch.GetTimestamp();
        _mempool.DropExpired();
        var candidates = new BlockCandidates(
            _mempool.Best(BlockLimits.Transactions, BlockLimits.TransactionBytes, out var isFull), _receipts.Oldest(BlockLimits.Receipts),
            [.. orders.Select(request => request.Order)]);
        var produced = _ledger.Produce(candidates, _producer, _rewardAddress, now);

        // Before anybody is told of the block, so that whoever was told finds the node healthy.
        Failure = null;
        _isBehind = isFull;
        var block = produced.Block;
        Measure(block, started);
        trace?.SetTag("aigen.block.height", block.Header.Height).SetTag("aigen.block.transactions", block.Transactions.Count);
        _mempool.Follow(block, produced.RefusedTransactions);
        _receipts.Remove(candidates.Receipts);
        foreach (var (receipt, refusal) in produced.RefusedReceipts)
        {
            _log.LogError("Receipt {Id} was refused by the ledger: {Reason}", receipt.Receipt.Id, refusal.Message);
        }

        Committed?.Invoke(new CommittedBlock(block, [.. produced.RefusedReceipts.Select(refused => refused.Receipt.Receipt)]));
        foreach (var request in orders)
        {
            request.Done.TrySetResult(produced.RefusedOrders.FirstOrDefault(refused => ReferenceEquals(refused.Order, request.Order)).Refusal);
        }

        _log.LogInformation(
            "Block {Height} {Hash}: {Transactions} transactions, {Receipts} receipts, {Orders} orders", block.Header.Height, block.Hash,
            block.Transactions.Count, block.Receipts.Count, block.Orders.Count);
    }

    private void Measure(Block block, long started)
    {
        var now = Stopwatch.GetTimestamp();
        ChainInstruments.Production.Record(Stopwatch.GetElapsedTime(started, now).TotalSeconds);
        if (_lastBlock != 0)
        {
            ChainInstruments.Interval.Record(Stopwatch.GetElapsedTime(_lastBlock, now).TotalSeconds);
        }

        _lastBlock = now;
        ChainInstruments.Transactions.Record(block.Transactions.Count);
        ChainInstruments.Size.Record(block.Transactions.Sum(static transaction => (long)transaction.Encoded.Length));
        ChainInstruments.ReceiptsIncluded.Add(block.Receipts.Count);
    }

    private List<OrderRequest> DrainOrders()
    {
        var orders = new List<OrderRequest>();
        while (_orders.Reader.TryRead(out var order))
        {
            orders.Add(order);
        }

        return orders;
    }

    private sealed record OrderRequest(CeoOrder Order)
    {
        public TaskCompletionSource<Refusal?> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
