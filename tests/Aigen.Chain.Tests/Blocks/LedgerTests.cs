using Aigen.Chain.Tests.Support;
using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain.Tests.Blocks;

public sealed class LedgerTests : IDisposable
{
    private readonly TestChain _chain = new();

    public void Dispose() => _chain.Dispose();

    [Fact]
    public void Open_EmptyStore_BeginsWithThePinnedGenesisBlock()
    {
        Assert.Equal("0xe6d56b751e6c58ed6de82a9169a9e6294bd64f475981f653697b1c521e00c436", _chain.Ledger.Head.Hash.ToString());
        Assert.Equal(TestChain.Spec.Hash, _chain.Ledger.Blocks.Find(0)!.Header.PreviousHash);
        Assert.Equal(new Amount(10_000_000), Supply.Load(_chain.Ledger.State).Total);
    }

    [Fact]
    public void Produce_Transfer_MovesAmountAndFeesAndBurns()
    {
        var transfer = _chain.Transfer(amount: 100) with { Fee = new Fee(new Amount(5), new Amount(7), new Amount(2)) };
        _chain.Submit(transfer);
        var block = _chain.Produce().Block;
        Assert.Equal(new Amount(999_888), _chain.Balance(TestChain.Wallets[0].Address));
        Assert.Equal(new Amount(1_000_100), _chain.Balance(TestChain.Wallets[1].Address));
        Assert.Equal(new Amount(10), _chain.Balance(TestChain.RewardAddress));
        Assert.Equal(new Amount(9_999_998), Supply.Load(_chain.Ledger.State).Total);
        Assert.Equal(new BlockLocation(1, 0), _chain.Ledger.Blocks.Locate(block.Transactions[0].Hash));
        Assert.Equal(block.Hash, _chain.Ledger.Blocks.Find(block.Hash)!.Hash);
    }

    [Fact]
    public void Produce_CeoPriorityTransaction_PaysNoFee()
    {
        _chain.Submit(_chain.Transfer(amount: 10, to: TestChain.Spec.CeoWallet));
        _chain.Produce();
        var order = _chain.Transfer() with
        {
            Sender = Party.Of(TestChain.Spec.CeoWallet),
            Receiver = Party.Of(TestChain.Wallets[3].Address),
            Nonce = 0,
            Amount = new Amount(10),
            Priority = true,
            Fee = default,
        };
        Assert.True(_chain.Add(DevelopmentKeys.Ceo.Sign(order)).IsNew);
        _chain.Produce();
        Assert.Equal(Amount.Zero, _chain.Balance(TestChain.Spec.CeoWallet));
        Assert.Equal(new Amount(1_000_010), _chain.Balance(TestChain.Wallets[3].Address));
    }

    [Fact]
    public void Restart_AfterBlocks_HasTheSameHeadAndState()
    {
        _chain.Submit(_chain.Transfer(amount: 42));
        _chain.Produce();
        var head = _chain.Ledger.Head;
        _chain.Restart();
        Assert.Equal(head, _chain.Ledger.Head);
        Assert.Equal(new Amount(1_000_042), _chain.Balance(TestChain.Wallets[1].Address));
    }

    [Fact]
    public void Open_StoreOfAnotherNetwork_IsRefused()
    {
        var other = TestChain.Spec with { ChainId = 5 };
        Assert.Contains("another --data-dir", Assert.Throws<LedgerException>(() => Ledger.Open(_chain.Store, other)).Message);
    }

    [Fact]
    public void Tip_WhileABlockIsBeingCommitted_IsOneMomentsHeadAndSupply()
    {
        using var folder = new TestChain();
        var store = new FaultyStore(folder.Store);
        var (ledger, seen) = (Ledger.Open(store, TestChain.Spec), new List<LedgerTip>());
        store.Written = () => seen.Add(ledger.Tip);
        var transfer = DevelopmentKeys.Accounts[0].Sign(_chain.Transfer() with { Fee = new Fee(new Amount(5), new Amount(7), new Amount(2)) });
        ledger.Produce(new BlockCandidates([transfer], [], []), DevelopmentKeys.Producer, TestChain.RewardAddress, TestChain.Start);
        seen.Add(ledger.Tip);
        ledger.TakeBack();
        seen.Add(ledger.Tip);
        Assert.Equal(
            [(0UL, 10_000_000UL), (1, 9_999_998), (1, 9_999_998), (0, 10_000_000)],
            seen.Select(tip => (tip.Head.Height, tip.Supply.Total.Aigen)));
        Assert.Equal(ledger.Tip.Supply, Supply.Load(ledger.State));
    }

    [Fact]
    public void Open_StateThatDoesNotMatchItsBlock_IsDamaged()
    {
        _chain.Submit(_chain.Transfer());
        _chain.Produce();
        using (var batch = _chain.Store.CreateBatch())
        {
            batch.Delete(Column.StateTree, [0, 0]);
            _chain.Store.Write(batch, Durability.Disk);
        }

        Assert.Contains("damaged", Assert.Throws<LedgerException>(() => Ledger.Open(_chain.Store, TestChain.Spec)).Message);
    }

    public static TheoryData<string> Tamperings => ["height", "parent", "time", "producer", "signature", "body", "state", "root", "version", "chain"];

    [Theory]
    [MemberData(nameof(Tamperings))]
    public void Apply_TamperedBlock_IsRefusedAndChangesNothing(string what)
    {
        using var copy = new TestChain();
        _chain.Submit(_chain.Transfer(amount: 3));
        _chain.Submit(_chain.Transfer(amount: 4));
        var good = _chain.Produce().Block;
        var before = copy.Ledger.Head;
        var header = good.Header;
        var bad = what switch
        {
            "height" => Seal(good, header with { Height = 2 }),
            "parent" => Seal(good, header with { PreviousHash = Hash256.Zero }),
            "time" => Seal(good, header with { Timestamp = 0 }),
            "producer" => good with { SignedHeader = new SignedHeader(header with { Producer = TestChain.Wallets[0].PublicKey }, good.ProducerSignature) },
            "signature" => good with { SignedHeader = new SignedHeader(header, default) },
            "body" => good with { Transactions = [good.Transactions[0]] },
            "state" => Seal(good, header with { StateRoot = Hash256.Zero }),
            "root" => Seal(good, header with { ReceiptsRoot = Hash256.Zero }),
            "version" => Seal(good, header with { Version = 2 }),
            _ => Seal(good, header with { ChainId = 1 }),
        };
        Assert.Throws<LedgerException>(() => copy.Ledger.Apply(Block.Decode(bad.Encode())));
        Assert.Equal(before, copy.Ledger.Head);
        copy.Ledger.Apply(Block.Decode(good.Encode()));
        Assert.Equal(good.Hash, copy.Ledger.Head.Hash);
    }

    [Fact]
    public void Produce_ClockJumpedBack_KeepsTheTimeOfTheParent()
    {
        _chain.Produce();
        _chain.Time.Advance(TimeSpan.FromHours(-2));
        Assert.Equal(TestChain.Start, _chain.Produce().Block.Header.Timestamp);
    }

    private static Block Seal(Block block, BlockHeader header) =>
        new(new SignedHeader(header, DevelopmentKeys.Producer.Sign(header.Hash.Bytes)), block.Transactions, block.Receipts, block.Orders);
}
