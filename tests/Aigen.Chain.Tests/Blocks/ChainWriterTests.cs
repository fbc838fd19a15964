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
    private readonly Ledger _ledger;
    private readonly Mempool _mempool;
    private readonly ChainWriter _writer;

    public ChainWriterTests()
    {
        _store = new FaultyStore(_chain.Store);
        _ledger = Ledger.Open(_store, TestChain.Spec);
        _mempool = new Mempool(_ledger, _store, _chain.Time, new MempoolLimits());
        _writer = new ChainWriter(_ledger, _mempool, _store, DevelopmentKeys.Producer, _chain.Time, NullLogger<ChainWriter>.Instance);
        _writer.Committed += committed => _blocks.Writer.TryWrite(committed.Block);
    }

    public async Task InitializeAsync()
    {
        // The first block of a chain comes at once; every test begins right after it.
        _writer.Start();
        await _writer.IncludeAsync(Transfer(), CancellationToken.None);
        Assert.Equal(TestChain.Start, (await NextAsync()).Header.Timestamp);
    }

    public async Task DisposeAsync()
    {
        await _writer.DisposeAsync();
        _chain.Dispose();
    }

    [Fact]
    public async Task Add_SecondTransaction_WaitsForTheBlockTime()
    {
        _mempool.Add(Transfer());
        _chain.Time.Advance(TimeSpan.FromMilliseconds(999));
        _mempool.Add(Transfer());
        _chain.Time.Advance(TimeSpan.FromMilliseconds(1));
        var block = await NextAsync();
        Assert.Equal((TestChain.Start + 1, 2), (block.Header.Timestamp, block.Transactions.Count));
    }

    [Fact]
    public async Task IncludeAsync_SomebodyWaits_MakesABlockAtOnceWithAllThatWaits()
    {
        _mempool.Add(Transfer());
        var inclusion = await _writer.IncludeAsync(Transfer(), CancellationToken.None).WaitAsync(Patience);
        var block = await NextAsync();
        Assert.Equal((TestChain.Start, 2), (block.Header.Timestamp, block.Transactions.Count));
        Assert.True(inclusion.IsNew);
        Assert.Equal(block.Hash, inclusion.Fate.IncludedIn!.Hash);
    }

    [Fact]
    public async Task IncludeAsync_KnownTransaction_TellsItsBlockAndThatItIsOld()
    {
        var transfer = Transfer();
        var first = await _writer.IncludeAsync(transfer, CancellationToken.None).WaitAsync(Patience);
        var again = await _writer.IncludeAsync(transfer, CancellationToken.None).WaitAsync(Patience);
        Assert.False(again.IsNew);
        Assert.Equal(first.Fate.IncludedIn!.Height, again.Fate.IncludedIn!.Height);
    }

    [Fact]
    public async Task IncludeAsync_ReplacedMeanwhile_TellsWhy()
    {
        var late = Transfer(nonce: 2);
        var waiting = _writer.IncludeAsync(late, CancellationToken.None);
        _mempool.Add(TestChain.Wallets[0].Sign(late with { Fee = late.Fee with { Priority = new Amount(1) } }));
        Assert.Equal(RefusalRule.ReplacementFee, (await waiting.WaitAsync(Patience)).Fate.Dropped!.Rule);
    }

    [Fact]
    public async Task Submit_Receipt_IsInTheNextBlockAndInTheStoreUntilThen()
    {
        var receipt = _chain.Receipt(TestChain.Wallets[0].Address, Funding.Quota, tokens: 1, price: 0);
        _writer.Submit(receipt);
        Assert.Equal(receipt.Id, Assert.Single(_writer.PendingReceipts).Id);
        _chain.Time.Advance(TestChain.Spec.BlockTime);
        Assert.Equal(receipt.Id, Assert.Single((await NextAsync()).Receipts).Id);
        Assert.Empty(_writer.PendingReceipts);
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
            waiting.Add(_writer.IncludeAsync(Transfer(nonce: 1 + round), gone.Token));
            await Task.Yield();
            _writer.Submit(_chain.Receipt(TestChain.Wallets[0].Address, Funding.Quota, tokens: 1, price: 0));
            _chain.Time.Advance(TestChain.Spec.BlockTime);
            Assert.Single((await NextAsync()).Receipts);
        }

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(waiting));
    }

    [Fact]
    public async Task SubmitAsync_Shutdown_TellsThoseWhoWaitAndEndsTheHeartbeat()
    {
        var waiting = _writer.IncludeAsync(Transfer(nonce: 9), CancellationToken.None);
        var unsigned = new ShutdownOrder(TestChain.Start, 1, "test", default);
        var order = unsigned with { Signature = DevelopmentKeys.Ceo.Sign(unsigned.MessageToSign(TestChain.Spec.NetworkMagic)) };
        Assert.Null(await _writer.SubmitAsync(order).WaitAsync(Patience));
        Assert.Equal(RefusalRule.Shutdown, (await waiting.WaitAsync(Patience)).Fate.Dropped!.Rule);
        Assert.Equal(RefusalRule.Shutdown, (await _writer.SubmitAsync(order).WaitAsync(Patience))!.Rule);
        _chain.Time.Advance(TimeSpan.FromMinutes(5));
        _writer.Submit(_chain.Receipt(TestChain.Wallets[0].Address, Funding.Quota, tokens: 1, price: 0));
        var last = await NextAsync(block => block.Receipts.Count > 0);
        Assert.Equal(_ledger.Head.Height, last.Header.Height);
        Assert.DoesNotContain(Enumerable.Range(1, (int)last.Header.Height - 1), height => IsEmpty(_ledger.Blocks.Find((ulong)height)!));
    }

    [Fact]
    public async Task Produce_DiskFull_KeepsEverythingAndGoesOnOnceThereIsRoom()
    {
        var head = _ledger.Head;
        _store.FailuresLeft = 2;
        var transfer = Transfer();
        var included = _writer.IncludeAsync(transfer, CancellationToken.None);
        await SpinAsync(() => _writer.Failure is not null);
        Assert.Contains("no space left", _writer.Failure);
        Assert.Equal(head, _ledger.Head);
        Assert.NotNull(_mempool.Find(transfer.Hash));
        await SpinAsync(() =>
        {
            _chain.Time.Advance(TimeSpan.FromSeconds(1));
            return included.IsCompleted;
        });
        Assert.Equal(head.Height + 1, (await included).Fate.IncludedIn!.Height);
        Assert.Null(_writer.Failure);
    }

    private static bool IsEmpty(Block block) => block.Transactions.Count + block.Receipts.Count + block.Orders.Count == 0;

    private Transaction Transfer(ulong? nonce = null) => TestChain.Wallets[0].Sign(
        _chain.Transfer(nonce: nonce ?? _mempool.PendingNonce(TestChain.Wallets[0].Address)));

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
