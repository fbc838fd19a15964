using System.Threading.Channels;
using Aigen.Chain.Tests.Support;
using Aigen.Crypto;
using Aigen.Primitives;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aigen.Chain.Tests.Blocks;

/// <summary>When blocks are made. The clock stands still until a test moves it, so a block's time tells when it was made.</summary>
public sealed class ChainWriterTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TestChain _chain = new();
    private readonly Channel<Block> _blocks = Channel.CreateUnbounded<Block>();
    private readonly FaultyStore _store;
    private readonly Blockchain _node;

    public ChainWriterTests()
    {
        _store = new FaultyStore(_chain.Store);
        _node = new Blockchain(_store, TestChain.Spec, DevelopmentKeys.Producer, _chain.Time, NullLoggerFactory.Instance);
        _node.Writer.Committed += committed => _blocks.Writer.TryWrite(committed.Block);
    }

    public async Task InitializeAsync()
    {
        // The first block of a chain comes at once; every test begins right after it.
        _node.Writer.Start();
        await IncludeAsync(Transfer());
        Assert.Equal(TestChain.Start, (await NextAsync()).Header.Timestamp);
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        _chain.Dispose();
    }

    [Fact]
    public async Task Add_SecondTransaction_WaitsForTheBlockTime()
    {
        await _node.Intake.SubmitAsync(Transfer());
        _chain.Time.Advance(TimeSpan.FromMilliseconds(999));
        await _node.Intake.SubmitAsync(Transfer());
        _chain.Time.Advance(TimeSpan.FromMilliseconds(1));
        var block = await NextAsync();
        Assert.Equal((TestChain.Start + 1, 2), (block.Header.Timestamp, block.Transactions.Count));
    }

    [Fact]
    public async Task Add_MoreThanABlockHolds_MakesTheNextBlockAtOnce()
    {
        // Of 16 KiB and some, so that a block of 16 MiB holds fewer than these.
        const int Count = 1_100;
        var first = _node.Mempool.PendingNonce(TestChain.Wallets[0].Address);
        var transfers = Enumerable.Range(0, Count).Select(i => TestChain.Wallets[0].Sign(
            _chain.Transfer(nonce: first + (ulong)i) with { Payload = new byte[16 << 10] }));
        await Task.WhenAll(transfers.Select(transfer => _node.Intake.SubmitAsync(transfer).AsTask()));
        _chain.Time.Advance(TestChain.Spec.BlockTime);
        var (full, rest) = (await NextAsync(), await NextAsync());
        Assert.Equal((TestChain.Start + 1, TestChain.Start + 1), (full.Header.Timestamp, rest.Header.Timestamp));
        Assert.InRange(full.Transactions.Count, 1_000, 1_024);
        Assert.Equal(Count, full.Transactions.Count + rest.Transactions.Count);
        await _node.Intake.SubmitAsync(Transfer());
        _chain.Time.Advance(TestChain.Spec.BlockTime);
        Assert.Equal(TestChain.Start + 2, (await NextAsync()).Header.Timestamp);
    }

    [Fact]
    public async Task IncludeAsync_SomebodyWaits_MakesABlockAtOnceWithAllThatWaits()
    {
        await _node.Intake.SubmitAsync(Transfer());
        var inclusion = await IncludeAsync(Transfer()).WaitAsync(Patience);
        var block = await NextAsync();
        Assert.Equal((TestChain.Start, 2), (block.Header.Timestamp, block.Transactions.Count));
        Assert.True(inclusion.IsNew);
        Assert.Equal(block.Hash, inclusion.Fate.Block!.Hash);
    }

    [Fact]
    public async Task IncludeAsync_KnownTransaction_TellsItsBlockAndThatItIsOld()
    {
        var transfer = Transfer();
        var first = await IncludeAsync(transfer).WaitAsync(Patience);
        var again = await IncludeAsync(transfer).WaitAsync(Patience);
        Assert.False(again.IsNew);
        Assert.Equal(first.Fate.Block!.Height, again.Fate.Block!.Height);
    }

    [Fact]
    public async Task IncludeAsync_ReplacedMeanwhile_TellsWhy()
    {
        var late = Transfer(nonce: 2);
        var waiting = IncludeAsync(late);
        await _node.Intake.SubmitAsync(TestChain.Wallets[0].Sign(late with { Fee = late.Fee with { Priority = new Amount(1) } }));
        Assert.Equal(RefusalRule.ReplacementFee, (await waiting.WaitAsync(Patience)).Fate.Reason!.Rule);
    }

    [Fact]
    public async Task Submit_Receipt_IsInTheNextBlockAndInTheStoreUntilThen()
    {
        var receipt = _chain.Receipt(TestChain.Wallets[0].Address, Funding.Quota, tokens: 1, price: 0);
        _node.Writer.Submit(receipt);
        Assert.Equal(receipt.Id, Assert.Single(_node.Writer.PendingReceipts).Id);
        _chain.Time.Advance(TestChain.Spec.BlockTime);
        Assert.Equal(receipt.Id, Assert.Single((await NextAsync()).Receipts).Id);
        Assert.Empty(_node.Writer.PendingReceipts);
    }

    [Fact]
    public async Task Start_NothingHappens_MakesAHeartbeatAfterThirtySeconds()
    {
        _chain.Time.Advance(TimeSpan.FromSeconds(29));
        _chain.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TestChain.Start + 30, (await NextAsync()).Header.Timestamp);
    }

    [Fact]
    public async Task IncludeAsync_NonceBehindAGap_MakesNoBlockOfItsOwn()
    {
        using var gone = new CancellationTokenSource();
        var waiting = new List<Task>();
        for (ulong round = 1; round <= 20; round++)
        {
            waiting.Add(IncludeAsync(Transfer(nonce: 1 + round), gone.Token));
            await Task.Yield();
            _node.Writer.Submit(_chain.Receipt(TestChain.Wallets[0].Address, Funding.Quota, tokens: 1, price: 0));
            _chain.Time.Advance(TestChain.Spec.BlockTime);
            Assert.Single((await NextAsync()).Receipts);
        }

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(waiting));
    }

    [Fact]
    public async Task StatusOf_InABlockOfWhichTheMempoolHasNotHeard_IsIncluded()
    {
        var transfer = Transfer();
        await _node.Intake.SubmitAsync(transfer);

        _node.Ledger.Produce(new BlockCandidates([transfer], [], []), DevelopmentKeys.Producer, TestChain.RewardAddress, TestChain.Start);

        Assert.NotNull(_node.Mempool.Find(transfer.Hash));
        Assert.Equal(TransactionState.Included, _node.Tracker.StatusOf(transfer.Hash).State);
    }

    [Fact]
    public async Task SubmitAsync_Shutdown_TellsThoseWhoWaitAndEndsTheHeartbeat()
    {
        var waiting = IncludeAsync(Transfer(nonce: 9));
        var unsigned = new ShutdownOrder(TestChain.Start, 1, "test", default);
        var order = unsigned with { Signature = DevelopmentKeys.Ceo.Sign(unsigned.MessageToSign(TestChain.Spec.NetworkMagic)) };
        Assert.Null(await _node.Writer.SubmitAsync(order).WaitAsync(Patience));
        Assert.Equal(RefusalRule.Shutdown, (await waiting.WaitAsync(Patience)).Fate.Reason!.Rule);
        Assert.Equal(RefusalRule.Shutdown, (await _node.Writer.SubmitAsync(order).WaitAsync(Patience))!.Rule);
        _chain.Time.Advance(TimeSpan.FromMinutes(5));
        _node.Writer.Submit(_chain.Receipt(TestChain.Wallets[0].Address, Funding.Quota, tokens: 1, price: 0));
        var last = await NextAsync(block => block.Receipts.Count > 0);
        Assert.Equal(_node.Ledger.Head.Height, last.Header.Height);
        Assert.DoesNotContain(Enumerable.Range(1, (int)last.Header.Height - 1), height => IsEmpty(_node.Ledger.Blocks.Find((ulong)height)!));
    }

    [Fact]
    public async Task Produce_DiskFull_KeepsEverythingAndGoesOnOnceThereIsRoom()
    {
        var head = _node.Ledger.Head;
        _store.FailuresLeft = 2;
        var transfer = Transfer();
        var included = IncludeAsync(transfer);
        await SpinAsync(() => _node.Writer.Failure is not null);
        Assert.Contains("no space left", _node.Writer.Failure);
        Assert.Equal(head, _node.Ledger.Head);
        Assert.NotNull(_node.Mempool.Find(transfer.Hash));
        await SpinAsync(() =>
        {
            _chain.Time.Advance(TimeSpan.FromSeconds(1));
            return included.IsCompleted;
        });
        Assert.Equal(head.Height + 1, (await included).Fate.Block!.Height);
        Assert.Null(_node.Writer.Failure);
    }

    [Fact]
    public async Task Produce_SomebodySetsTheClockBack_GoesOnAtTheBlockTimeWithTimestampsThatNeverFall()
    {
        _chain.Time.Jump(TimeSpan.FromHours(-1));
        await _node.Intake.SubmitAsync(Transfer());
        _chain.Time.Advance(TimeSpan.FromSeconds(1));
        var block = await NextAsync();
        Assert.Equal((TestChain.Start, 1), (block.Header.Timestamp, block.Transactions.Count));
        _chain.Time.Advance(ChainWriter.Heartbeat);
        Assert.True(IsEmpty(await NextAsync()));
    }

    [Fact]
    public async Task Produce_DiskFullAndNothingWaits_TriesAgainWithinASecond()
    {
        _store.FailuresLeft = 1;
        await SpinAsync(() =>
        {
            _chain.Time.Advance(TimeSpan.FromSeconds(1));
            return _node.Writer.Failure is not null;
        });
        _chain.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(IsEmpty(await NextAsync()));
        Assert.Null(_node.Writer.Failure);
    }

    private Task<Inclusion> IncludeAsync(Transaction transaction, CancellationToken cancellationToken = default) =>
        _node.Tracker.IncludeAsync(transaction, atOnce: true, cancellationToken);

    private static bool IsEmpty(Block block) => block.Transactions.Count + block.Receipts.Count + block.Orders.Count == 0;

    private Transaction Transfer(ulong? nonce = null) => TestChain.Wallets[0].Sign(
        _chain.Transfer(nonce: nonce ?? _node.Mempool.PendingNonce(TestChain.Wallets[0].Address)));

    private async Task<Block> NextAsync(Func<Block, bool>? wanted = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var block = await _blocks.Reader.ReadAsync(patience.Token);
            if (wanted is null || wanted(block))
            {
                return block;
            }
        }
    }

    // The writer raises no event where it fails; this yields to it until it has.
    private static async Task SpinAsync(Func<bool> isDone)
    {
        var deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (!isDone())
        {
            Assert.True(Environment.TickCount64 < deadline, "The writer did not get there in time.");
            await Task.Yield();
        }
    }
}
