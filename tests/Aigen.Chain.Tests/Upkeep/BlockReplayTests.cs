using Aigen.Chain.Tests.Support;
using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain.Tests.Upkeep;

public sealed class BlockReplayTests : IDisposable
{
    private readonly TestChain _chain = new();
    private readonly TestStore _copy = new();

    public void Dispose()
    {
        _chain.Dispose();
        _copy.Dispose();
    }

    [Fact]
    public void Run_AllBlocks_GivesTheSameLedger()
    {
        SomeChain.Grow(_chain, 30);
        var copy = Ledger.Open(_copy.Store, TestChain.Spec, Durability.Process);
        var heights = new List<ulong>();
        BlockReplay.Run(copy, SomeChain.Blocks(_chain.Ledger), block => heights.Add(block.Header.Height), default);
        Assert.Equal(_chain.Ledger.Head.Hash, copy.Head.Hash);
        Assert.Equal(Enumerable.Range(1, 30).Select(height => (ulong)height), heights);
        Column[] columns = [Column.Headers, Column.Bodies, Column.State, Column.History, Column.Transactions, Column.Receipts];
        Assert.Equal(SomeChain.Dump(_chain.Store, columns), SomeChain.Dump(_copy.Store, columns));
    }

    [Fact]
    public void Run_BadBlockInTheMiddle_AppliesThoseBeforeIt()
    {
        SomeChain.Grow(_chain, 30);
        var copy = Ledger.Open(_copy.Store, TestChain.Spec);
        var blocks = SomeChain.Blocks(_chain.Ledger).ToArray();
        var bad = blocks[19]();
        blocks[19] = () => bad with { Transactions = [.. bad.Transactions.Skip(1)] };
        Assert.Contains("block 20: transactions root", Assert.Throws<LedgerException>(() => BlockReplay.Run(copy, blocks, _ => { }, default)).Message);
        Assert.Equal(19UL, copy.Head.Height);
    }

    [Fact]
    public void Run_Cancelled_StopsBetweenTwoBlocks()
    {
        SomeChain.Grow(_chain, 30);
        var copy = Ledger.Open(_copy.Store, TestChain.Spec);
        using var cancelling = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => BlockReplay.Run(
            copy, SomeChain.Blocks(_chain.Ledger), block => { if (block.Header.Height == 7) cancelling.Cancel(); }, cancelling.Token));
        Assert.Equal(7UL, copy.Head.Height);
    }
}
