using Aigen.Chain.Tests.Support;
using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain.Tests.Upkeep;

public sealed class LedgerVerificationTests : IDisposable
{
    private readonly TestChain _chain = new();
    private readonly TestStore _scratch = new();

    public LedgerVerificationTests() => SomeChain.Grow(_chain, 6);

    public void Dispose()
    {
        _chain.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public void Run_WholeLedger_CountsWhatItVerified()
    {
        var verified = Verify();
        Assert.Equal((0UL, 6UL, 19UL), (verified.PrunedTo, verified.Blocks, verified.Transactions));
        Assert.Equal((ulong)_chain.Store.Scan(Column.State).Count(), verified.StateEntries);
    }

    [Fact]
    public void Run_PrunedLedger_VerifiesHeadersTheBlocksKeptAndTheState()
    {
        new Pruning(_chain.Ledger, _chain.Store).To(4, _ => { }, default);
        var verified = Verify();
        Assert.Equal((4UL, 2UL, 6UL), (verified.PrunedTo, verified.Blocks, verified.Transactions));
    }

    public static TheoryData<Column, string> Columns => new()
    {
        { Column.State, "State 0x" }, { Column.StateTree, "StateTree 0x" }, { Column.BlockHeights, "BlockHeights 0x" },
        { Column.Transactions, "Transactions 0x" }, { Column.Receipts, "Receipts 0x" }, { Column.History, "History 0x" },
        { Column.Headers, "block 6" }, { Column.Bodies, "block 6" },
    };

    [Theory]
    [MemberData(nameof(Columns))]
    public void Run_LastValueOfAColumnAltered_SaysWhichAndBothValues(Column column, string expected)
    {
        var (key, value) = _chain.Store.Scan(column, order: ScanOrder.Descending).First();
        value[^1] ^= 1;
        Put(column, key, value);
        Assert.Contains(expected, Assert.Throws<LedgerException>(Verify).Message);
    }

    [Theory]
    [InlineData(Column.State)]
    [InlineData(Column.StateTree)]
    [InlineData(Column.Headers)]
    public void Run_PrunedLedgerWithAnAlteredValue_IsRefused(Column column)
    {
        new Pruning(_chain.Ledger, _chain.Store).To(4, _ => { }, default);
        var (key, value) = _chain.Store.Scan(column).Last();
        value[^1] ^= 1;
        Put(column, key, value);
        Assert.Throws<LedgerException>(Verify);
    }

    [Fact]
    public void Run_EntryThatNoBlockMade_IsTold()
    {
        Put(Column.State, [1, .. new byte[20]], new byte[16]);
        Assert.Contains("expected nothing", Assert.Throws<LedgerException>(Verify).Message);
    }

    private VerifiedLedger Verify() => new LedgerVerification(_chain.Store, TestChain.Spec, _scratch.Store).Run(_ => { }, default);

    private void Put(Column column, byte[] key, byte[] value)
    {
        using var batch = _chain.Store.CreateBatch();
        batch.Put(column, key, value);
        _chain.Store.Write(batch, Durability.Disk);
    }
}
