using Aigen.Chain.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Chain.Tests.Pool;

public sealed class MempoolTests : IDisposable
{
    private readonly TestChain _chain = new();

    public void Dispose() => _chain.Dispose();

    [Fact]
    public void Add_GoodTransaction_IsNewOnceAndKnownThen()
    {
        var transaction = TestChain.Wallets[0].Sign(_chain.Transfer());
        Assert.Equal(new Submission(true, null), _chain.Add(transaction));
        Assert.Equal(new Submission(false, null), _chain.Add(transaction));
        _chain.Produce();
        Assert.Equal(new Submission(false, null), _chain.Add(transaction));
        Assert.Equal(0, _chain.Mempool.Count);
    }

    public static TheoryData<RefusalRule, string> Bent => new()
    {
        { RefusalRule.Key, "key" }, { RefusalRule.Signature, "signature" }, { RefusalRule.CeoSignature, "ceo" }, { RefusalRule.ChainId, "chain" },
        { RefusalRule.Timestamp, "old" }, { RefusalRule.Timestamp, "ahead" }, { RefusalRule.Parties, "self" }, { RefusalRule.Amount, "zero" },
        { RefusalRule.Fee, "base" }, { RefusalRule.Fee, "burn" }, { RefusalRule.Fee, "overflow" }, { RefusalRule.PayloadSize, "payload" },
        { RefusalRule.Balance, "balance" }, { RefusalRule.NonceGap, "gap" },
    };

    [Theory]
    [MemberData(nameof(Bent))]
    public void Add_OneRuleBroken_IsRefusedByIt(RefusalRule rule, string what)
    {
        var good = _chain.Transfer();
        var bent = what switch
        {
            "key" => TestChain.Wallets[1].Sign(good),
            "signature" => TestChain.Wallets[0].Sign(good) with { Amount = new Amount(2) },
            "ceo" => TestChain.Wallets[0].Sign(good) with { CeoSignature = TestChain.Wallets[0].Sign(good).Signature },
            "chain" => Sign(good with { ChainId = 1 }),
            "old" => Sign(good with { Timestamp = _chain.Now - 86_401 }),
            "ahead" => Sign(good with { Timestamp = _chain.Now + 301 }),
            "self" => Sign(good with { Receiver = good.Sender }),
            "zero" => Sign(good with { Amount = Amount.Zero }),
            "base" => Sign(good with { Fee = default }),
            "burn" => Sign(good with { Fee = new Fee(new Amount(1), Amount.Zero, new Amount(2)) }),
            "overflow" => Sign(good with { Fee = new Fee(new Amount(1), new Amount(ulong.MaxValue), Amount.Zero) }),
            "payload" => Sign(good with { Payload = new byte[(16 << 10) + 1] }),
            "balance" => Sign(good with { Amount = new Amount(1_000_000) }),
            _ => Sign(good with { Nonce = 1_001 }),
        };
        Assert.Equal(rule, _chain.Add(bent).Refusal!.Rule);
        Assert.Equal(0, _chain.Mempool.Count);
    }

    [Fact]
    public void Add_AtTheEdgesOfTheClock_IsTaken()
    {
        Assert.Null(_chain.Submit(_chain.Transfer() with { Timestamp = _chain.Now - 86_400 }).Refusal);
        Assert.Null(_chain.Submit(_chain.Transfer() with { Timestamp = _chain.Now + 300 }).Refusal);
    }

    [Fact]
    public void Add_BalanceSpentByOthersThatWait_IsRefusedWithTheSum()
    {
        Assert.Null(_chain.Submit(_chain.Transfer(amount: 600_000)).Refusal);
        var refusal = _chain.Submit(_chain.Transfer(amount: 400_000)).Refusal!;
        Assert.Equal((RefusalRule.Balance, "1000002", "1000000"), (refusal.Rule, refusal.Expected, refusal.Given));
    }

    [Fact]
    public void Add_NonceBelowTheAccounts_SaysWhichIsExpected()
    {
        _chain.Submit(_chain.Transfer());
        _chain.Produce();
        Assert.Equal("nonce 0, expected 1", _chain.Submit(_chain.Transfer(nonce: 0, amount: 5)).Refusal!.Message);
    }

    [Fact]
    public void Add_NonceWithAGap_WaitsUntilTheGapIsFilled()
    {
        var late = Sign(_chain.Transfer(nonce: 1));
        Assert.True(_chain.Add(late).IsNew);
        Assert.Empty(_chain.Mempool.Best(10));
        Assert.Equal(0UL, _chain.Mempool.PendingNonce(TestChain.Wallets[0].Address));
        Assert.True(_chain.Submit(_chain.Transfer(nonce: 0)).IsNew);
        Assert.Equal(2UL, _chain.Mempool.PendingNonce(TestChain.Wallets[0].Address));
        Assert.Equal([0UL, 1UL], _chain.Produce().Block.Transactions.Select(transaction => transaction.Nonce));
    }

    [Fact]
    public void Add_SameNonce_TakesTheHigherPriorityFeeOnly()
    {
        var first = Paying(5);
        Assert.True(_chain.Add(first).IsNew);
        Assert.Equal(RefusalRule.Duplicate, _chain.Add(Paying(5, amount: 2)).Refusal!.Rule);
        Assert.Equal(RefusalRule.ReplacementFee, _chain.Add(Paying(4)).Refusal!.Rule);
        (Transaction, Refusal)? replaced = null;
        _chain.Mempool.Dropped += (transaction, refusal) => replaced = (transaction, refusal);
        var second = Paying(6);
        Assert.True(_chain.Add(second).IsNew);
        Assert.Equal(first.Hash, replaced!.Value.Item1.Hash);
        Assert.Equal([second.Hash], _chain.Produce().Block.Transactions.Select(transaction => transaction.Hash));
    }

    [Fact]
    public void Restart_KilledBeforeTheMempoolHeardOfABlock_TheReasonOfWhatItLeftBehindIsKnown()
    {
        var best = _chain.Transfer(nonce: 0);
        Assert.True(_chain.Add(Sign(best)).IsNew);
        var candidates = new BlockCandidates(_chain.Mempool.Best(10), [], []);
        var late = Paying(9, amount: 2);
        Assert.True(_chain.Add(late).IsNew);
        _chain.Ledger.Produce(candidates, DevelopmentKeys.Producer, TestChain.RewardAddress, _chain.Now);
        _chain.Restart();
        Assert.Null(_chain.Mempool.Find(late.Hash));
        Assert.Equal(RefusalRule.Nonce, _chain.Mempool.Drops.Find(late.Hash)!.Rule);
    }

    [Fact]
    public void Follow_BlockRefusedOne_WhatFollowsItWaitsForAnotherInItsPlace()
    {
        const string Proposal = """{"proposal_id":"SIP-1","proposal_hash":"0x0000000000000000000000000000000000000000000000000000000000000001"}""";
        Assert.True(_chain.Submit(_chain.Call(Proposal, amount: 0, from: 1), by: 1).IsNew);
        var twin = Sign(_chain.Call(Proposal, amount: 0));
        Assert.True(_chain.Add(twin).IsNew);
        var after = Sign(_chain.Transfer());
        Assert.True(_chain.Add(after).IsNew);
        Assert.Equal(2, _chain.Produce().RefusedTransactions.Count);
        Assert.NotNull(_chain.Mempool.Drops.Find(twin.Hash));
        Assert.True(_chain.Mempool.Find(after.Hash)!.Value.IsQueued);
        Assert.True(_chain.Submit(_chain.Transfer(nonce: 0)).IsNew);
        Assert.Equal(2, _chain.Produce().Block.Transactions.Count);
    }

    [Fact]
    public void Best_ManySenders_OrdersByCeoThenFeeThenArrivalAndKeepsNonces()
    {
        var cheap = Add(0, priority: 1);
        var rich = Add(1, priority: 9);
        var afterRich = Add(1, priority: 3);
        var early = Add(2, priority: 3);
        Fund(TestChain.Spec.CeoWallet);
        var ceo = Ceo();
        Assert.True(_chain.Add(ceo).IsNew);
        Assert.Equal([ceo.Hash, rich.Hash, afterRich.Hash, early.Hash, cheap.Hash], _chain.Mempool.Best(10).Select(transaction => transaction.Hash));
        Assert.Equal(2, _chain.Mempool.Best(2).Count);
    }

    [Fact]
    public void Add_MempoolFull_IsRefusedWithTheNumbers()
    {
        _chain.Restart(new MempoolLimits(Transactions: 2, PerSender: 2));
        _chain.Submit(_chain.Transfer());
        _chain.Submit(_chain.Transfer());
        var refusal = _chain.Submit(_chain.Transfer(from: 1), by: 1).Refusal!;
        Assert.Equal((RefusalRule.MempoolFull, "1"), (refusal.Rule, refusal.Expected));
        Assert.Contains("2 of 2 transactions", refusal.Message);
    }

    [Fact]
    public void Add_SenderHasTooManyWaiting_IsRefusedWithTheNumbers()
    {
        _chain.Restart(new MempoolLimits(PerSender: 1));
        _chain.Submit(_chain.Transfer());
        Assert.Equal(RefusalRule.SenderLimit, _chain.Submit(_chain.Transfer()).Refusal!.Rule);
        Assert.Null(_chain.Submit(_chain.Transfer(from: 1), by: 1).Refusal);
    }

    [Fact]
    public void Restart_WaitingTransactions_WaitAgainAndIncludedOnesDoNot()
    {
        _chain.Submit(_chain.Transfer());
        _chain.Produce();
        var waiting = Sign(_chain.Transfer());
        _chain.Add(waiting);
        _chain.Restart();
        Assert.Equal([waiting.Hash], _chain.Mempool.Best(10).Select(transaction => transaction.Hash));
        _chain.Produce();
        _chain.Restart();
        Assert.Equal(0, _chain.Mempool.Count);
    }

    [Fact]
    public void RemoveExpired_OlderThanADay_AreGoneAlsoAfterARestart()
    {
        _chain.Add(Sign(_chain.Transfer(nonce: 5)));
        _chain.Time.Advance(TimeSpan.FromHours(25));
        Refusal? reason = null;
        _chain.Mempool.Dropped += (_, refusal) => reason = refusal;
        _chain.Mempool.DropExpired();
        Assert.Equal(RefusalRule.Timestamp, reason!.Rule);
        _chain.Restart();
        Assert.Equal(0, _chain.Mempool.Count);
    }

    private static Transaction Sign(Transaction transaction) => TestChain.Wallets[0].Sign(transaction);

    private Transaction Paying(ulong priority, ulong amount = 1) =>
        Sign(_chain.Transfer(nonce: 0, amount: amount) with { Fee = new Fee(new Amount(1), new Amount(priority), Amount.Zero) });

    private Transaction Add(int from, ulong priority)
    {
        var transaction = TestChain.Wallets[from].Sign(
            _chain.Transfer(from) with { Fee = new Fee(new Amount(1), new Amount(priority), Amount.Zero) });
        Assert.True(_chain.Add(transaction).IsNew);
        return transaction;
    }

    private void Fund(Address address)
    {
        // In a block of its own, which must not take what the test has put into the pool.
        var funding = TestChain.Wallets[9].Sign(_chain.Transfer(from: 9, amount: 10, to: address));
        _chain.Ledger.Produce(new BlockCandidates([funding], [], []), DevelopmentKeys.Producer, TestChain.RewardAddress, _chain.Now);
    }

    private Transaction Ceo() => DevelopmentKeys.Ceo.Sign(_chain.Transfer() with
    {
        Sender = Party.Of(TestChain.Spec.CeoWallet),
        Receiver = Party.Of(TestChain.Wallets[0].Address),
        Nonce = 0,
        Priority = true,
        Fee = default,
    });
}
