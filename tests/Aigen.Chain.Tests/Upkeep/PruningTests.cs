using Aigen.Chain.Tests.Support;
using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain.Tests.Upkeep;

public sealed class PruningTests : IDisposable
{
    private readonly TestChain _chain = new();

    public void Dispose() => _chain.Dispose();

    [Fact]
    public void To_Height_KeepsHeadersReceiptIdsAndTheBlocksAbove()
    {
        SomeChain.Grow(_chain, 5);
        var old = _chain.Ledger.Blocks.Find(3)!;
        new Pruning(_chain.Ledger, _chain.Store).To(3, _ => { }, default);
        var blocks = _chain.Ledger.Blocks;
        Assert.Equal(3UL, blocks.PrunedTo);
        Assert.Null(blocks.Find(3));
        Assert.Equal(old.Hash, blocks.FindHeader(3)!.Hash);
        Assert.Null(blocks.Locate(old.Transactions[0].Hash));
        Assert.NotNull(blocks.Locate(old.Receipts[0].Id));
        Assert.All(blocks.History(TestChain.Wallets[0].Address), location => Assert.True(location.Height > 3));
        Assert.Equal(4UL, blocks.Find(4)!.Header.Height);
        Assert.DoesNotContain(_chain.Store.Scan(Column.Undo), entry => entry.Key[^1] is > 0 and <= 3);
    }

    [Fact]
    public void To_KilledBeforeItsWrite_HasPrunedNothing()
    {
        SomeChain.Grow(_chain, 5);
        var faulty = new FaultyStore(_chain.Store) { WritesLeft = 0 };
        Assert.Throws<StoreException>(() => new Pruning(Ledger.Open(faulty, TestChain.Spec), faulty).To(3, _ => { }, default));
        Assert.Equal(0UL, _chain.Ledger.Blocks.PrunedTo);
        Assert.NotNull(_chain.Ledger.Blocks.Find(1));
    }

    [Theory]
    [InlineData(2UL, 3UL)]
    [InlineData(5UL, 0UL)]
    [InlineData(100UL, 0UL)]
    public void Target_SoManyBlocksToKeep_IsTheHeightBelowThem(ulong keep, ulong expected)
    {
        SomeChain.Grow(_chain, 5);
        Assert.Equal(expected, new Pruning(_chain.Ledger, _chain.Store).Target(keep));
    }
}
