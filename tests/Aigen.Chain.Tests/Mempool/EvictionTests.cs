using Aigen.Chain.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Chain.Tests.Pool;

/// <summary>Who gives way when the mempool is full.</summary>
public sealed class EvictionTests : IDisposable
{
    private readonly TestChain _chain = new();
    private readonly List<(Hash256 Hash, Refusal Reason)> _dropped = [];

    public void Dispose() => _chain.Dispose();

    [Fact]
    public void Add_FullAndNewcomerOffersMore_DropsTheCheapestWithAReason()
    {
        Open(new MempoolLimits(Transactions: 3));
        var (cheap, dear) = (Add(0, 1), Add(1, 5));
        Add(2, 3);
        var newcomer = Add(3, 2);
        Assert.Equal([cheap.Hash], _dropped.Select(dropped => dropped.Hash));
        Assert.Equal(RefusalRule.Evicted, _dropped[0].Reason.Rule);
        Assert.Contains("offered fee_priority 2 for its room, against 1", _dropped[0].Reason.Message);
        Assert.Equal(RefusalRule.Evicted, _chain.Mempool.Drops.Find(cheap.Hash)!.Rule);
        Assert.Equal([dear.Hash, newcomer.Hash], new[] { dear, newcomer }.Where(t => _chain.Mempool.Find(t.Hash) is not null).Select(t => t.Hash));
    }

    [Fact]
    public void Add_FullAndNewcomerOffersNoMore_IsRefusedWithWhatFindsRoom()
    {
        Open(new MempoolLimits(Transactions: 2));
        Add(0, 4);
        Add(1, 4);
        var refusal = Submit(2, 4).Refusal!;
        Assert.Equal((RefusalRule.MempoolFull, "5"), (refusal.Rule, refusal.Expected));
        Assert.Contains("2 of 2 transactions", refusal.Message);
        Assert.Empty(_dropped);
    }

    [Fact]
    public void Add_FullOfBytes_DropsAsManyAsTheNewcomerNeeds()
    {
        var small = TestChain.Wallets[0].Sign(Paying(0, 1)).Encoded.Length;
        Open(new MempoolLimits(Bytes: 4 * small));
        var cheap = Enumerable.Range(0, 4).Select(i => Add(i, (ulong)i)).ToList();
        var large = TestChain.Wallets[4].Sign(Paying(4, 9) with { Payload = new byte[small] });
        Assert.True(_chain.Add(large).IsNew);
        Assert.Equal([cheap[0].Hash, cheap[1].Hash, cheap[2].Hash], _dropped.Select(dropped => dropped.Hash));
    }

    [Fact]
    public void Add_FullAndOneWaitsBehindAGap_DropsThatOneFirstWhateverItOffers()
    {
        Open(new MempoolLimits(Transactions: 2));
        var queued = Add(0, 100, nonce: 7);
        Add(1, 1);
        Add(2, 0);
        Assert.Equal([queued.Hash], _dropped.Select(dropped => dropped.Hash));
        Assert.Contains("behind a gap of nonces", _dropped[0].Reason.Message);
    }

    [Fact]
    public void Add_FullAndNewcomerWouldWaitBehindAGap_IsRefused()
    {
        Open(new MempoolLimits(Transactions: 1));
        Add(0, 0);
        Assert.Equal(RefusalRule.MempoolFull, Submit(1, 100, nonce: 3).Refusal!.Rule);
    }

    [Fact]
    public void Add_CheapOneShieldedByADearTail_IsStillTheCheapest()
    {
        Open(new MempoolLimits(Transactions: 3));
        Add(0, 1);
        var tail = Add(0, 50);
        Add(1, 5);
        Add(2, 4);
        Assert.Equal([tail.Hash], _dropped.Select(dropped => dropped.Hash));
    }

    [Fact]
    public void Add_NewcomerOfTheCheapestSender_DoesNotDropItsOwn()
    {
        Open(new MempoolLimits(Transactions: 1));
        Add(0, 1);
        Assert.Equal(RefusalRule.MempoolFull, Submit(0, 9).Refusal!.Rule);
        Assert.Empty(_dropped);
    }

    [Fact]
    public void Restart_AfterDrops_TheReasonIsStillKnown()
    {
        Open(new MempoolLimits(Transactions: 1));
        var cheap = Add(0, 1);
        Add(1, 2);
        _chain.Restart();
        Assert.Equal(RefusalRule.Evicted, _chain.Mempool.Drops.Find(cheap.Hash)!.Rule);
        Assert.Equal(1, _chain.Mempool.Count);
    }

    private void Open(MempoolLimits limits)
    {
        _chain.Restart(limits);
        _chain.Mempool.Dropped += (transaction, reason) => _dropped.Add((transaction.Hash, reason));
    }

    private Transaction Paying(int from, ulong priority, ulong? nonce = null) =>
        _chain.Transfer(from, nonce) with { Fee = new Fee(new Amount(1), new Amount(priority), Amount.Zero) };

    private Submission Submit(int from, ulong priority, ulong? nonce = null) => _chain.Submit(Paying(from, priority, nonce), from);

    private Transaction Add(int from, ulong priority, ulong? nonce = null)
    {
        var transaction = TestChain.Wallets[from].Sign(Paying(from, priority, nonce));
        Assert.True(_chain.Add(transaction).IsNew);
        return transaction;
    }
}
