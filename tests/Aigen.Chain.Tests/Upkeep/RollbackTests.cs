using Aigen.Chain.Tests.Support;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;
using Aigen.Storage;

namespace Aigen.Chain.Tests.Upkeep;

public sealed class RollbackTests : IDisposable
{
    // Everything but Meta, whose head is compared for itself, and what waits.
    private static readonly Column[] Chain = [.. Enum.GetValues<Column>().Except([Column.Meta, Column.Mempool, Column.PendingReceipts])];

    private readonly TestChain _chain = new();

    public void Dispose() => _chain.Dispose();

    [Fact]
    public void To_AnyHeight_LeavesTheLedgerAsItWasThere()
    {
        var states = new List<IReadOnlyList<string>> { SomeChain.Dump(_chain.Store, Chain) };
        for (var i = 0; i < 5; i++)
        {
            SomeChain.Grow(_chain, 1);
            states.Add(SomeChain.Dump(_chain.Store, Chain));
        }

        for (var height = 4; height >= 0; height--)
        {
            Roll(to: (ulong)height);
            Assert.Equal(states[height], SomeChain.Dump(_chain.Store, Chain));
            Assert.Equal((ulong)height, Ledger.Open(_chain.Store, TestChain.Spec).Head.Height);
        }
    }

    [Fact]
    public void To_SeveralBlocks_PutsTheirTransactionsAndReceiptsBackInTheirOrder()
    {
        SomeChain.Grow(_chain, 5);
        var blocks = SomeChain.Blocks(_chain.Ledger, first: 2).Select(read => read()).ToList();
        var rollback = Roll(to: 1);
        Assert.Equal((13UL, 1UL), (rollback.Transactions, rollback.Receipts));
        Assert.Equal(blocks.SelectMany(block => block.Transactions).Select(transaction => transaction.Hash), Waiting().Select(transaction => transaction.Hash));
        Assert.Equal(blocks[1].Receipts[0].Id, Receipt.Decode(_chain.Store.Scan(Column.PendingReceipts).Single().Value).Id);
    }

    [Fact]
    public void To_WhereSomethingWaitsAlready_PutsItBefore()
    {
        SomeChain.Grow(_chain, 3);
        var receipts = new ReceiptQueue(_chain.Store);
        var later = _chain.Receipt(TestChain.Wallets[1].Address, Funding.Quota, 1, 0);
        receipts.Add(later, beside: null);
        Roll(to: 2);
        Assert.Equal(2, new ReceiptQueue(_chain.Store).Count);
        Assert.Equal(later.Id, new ReceiptQueue(_chain.Store).Snapshot()[^1].Id);
    }

    [Fact]
    public void To_Discarding_LeavesNothingWaiting()
    {
        SomeChain.Grow(_chain, 3);
        Roll(to: 1, discard: true);
        Assert.Empty(Waiting());
        Assert.Empty(_chain.Store.Scan(Column.PendingReceipts));
    }

    [Fact]
    public void To_KilledAfterAnyWrite_IsWholeAndGoesOn()
    {
        SomeChain.Grow(_chain, 5);
        var hashes = SomeChain.Blocks(_chain.Ledger, first: 0).Select(read => read().Hash).ToList();
        var faulty = new FaultyStore(_chain.Store) { WritesLeft = 2 };
        var ledger = Ledger.Open(faulty, TestChain.Spec);
        Assert.Throws<StoreException>(() => new Rollback(ledger, faulty, discard: false).To(1, _ => { }, default));
        Assert.Equal(hashes[3], Ledger.Open(_chain.Store, TestChain.Spec).Head.Hash);
        Roll(to: 1);
        Assert.Equal(hashes[1], Ledger.Open(_chain.Store, TestChain.Spec).Head.Hash);
        Assert.Equal(13, Waiting().Count);
    }

    [Fact]
    public void To_HeightThatIsNotBelowTheHead_IsRefused()
    {
        SomeChain.Grow(_chain, 2);
        Assert.Contains("nothing above 2", Assert.Throws<LedgerException>(() => Roll(to: 2)).Message);
    }

    [Fact]
    public void To_HeightBelowPrunedBlocks_IsRefusedWithTheLowest()
    {
        SomeChain.Grow(_chain, 5);
        new Pruning(_chain.Ledger, _chain.Store).To(3, _ => { }, default);
        Assert.Contains("3 is the lowest", Assert.Throws<LedgerException>(() => Roll(to: 2)).Message);
        Roll(to: 3);
    }

    private Rollback Roll(ulong to, bool discard = false)
    {
        var rollback = new Rollback(Ledger.Open(_chain.Store, TestChain.Spec), _chain.Store, discard);
        rollback.To(to, _ => { }, default);
        return rollback;
    }

    private IReadOnlyList<Transaction> Waiting() =>
        [.. _chain.Store.Scan(Column.Mempool).SelectMany(entry => new WireReader(entry.Value).List(Transaction.ReadFrom))];
}
