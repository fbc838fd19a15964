using Aigen.Chain;
using Aigen.Metering.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Metering.Tests.Reservations;

/// <summary>What an answer costs, when, and that a kill forgets none of it.</summary>
public sealed class SettlementTests
{
    private static readonly DateTimeOffset March = new(2027, 3, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset LastSecond = new(2027, 3, 31, 23, 59, 59, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 10_000, 10_000_000)]
    [InlineData(9_999, 1, 1_000)]
    [InlineData(9_999, 2, 1_900)]
    [InlineData(10_000, 1, 900)]
    [InlineData(99_999, 2, 900 + 800)]
    [InlineData(100_000, 10, 8_000)]
    [InlineData(999_999, 2, 800 + 700)]
    [InlineData(1_000_000, 10, 7_000)]
    [InlineData(0, 10_001, 10_000_900)]
    public async Task Settle_AfterTokensOfTheMonth_GivesTheDiscountOfItsBrackets(uint before, uint tokens, ulong price)
    {
        await using var chain = await TestBook.CreateAsync(March, (Requests.BuyCredit, 20));
        if (before > 0) chain.Book.Use(Requests.Signed, before);

        var receipt = chain.Book.Use(Requests.Paid, tokens);

        Assert.Equal(price, receipt.Price);
        Assert.Equal(20_000_000 - price, chain.Book.Figures(Requests.Wallet).Credit.MicroAigen);
        Assert.Equal((ulong)before + tokens, chain.Book.Figures(Requests.Wallet).Usage.Tokens);
    }

    [Fact]
    public async Task Settle_GivesBackWhatWasSetAsideAndNotUsed()
    {
        await using var chain = await TestBook.CreateAsync(March, (Requests.BuyCredit, 1));
        var all = chain.Book.Admit(Requests.Paid, Requests.Demand(prompt: 10, maxTokens: 990));
        Assert.IsType<PaymentRequired>(chain.Book.Refuse(Requests.Paid));

        chain.Book.SettleFor(all, tokens: 15);

        var rest = chain.Book.Admit(Requests.Paid, Requests.Demand(prompt: 10, maxTokens: 975));
        Assert.Equal((985_000UL, 975), (rest.MicroAigen, rest.MaxTokens));
        Assert.IsType<PaymentRequired>(chain.Book.Refuse(Requests.Paid));
    }

    [Fact]
    public async Task Settle_IsSignedByTheNodeOverItsHash()
    {
        await using var chain = await TestBook.CreateAsync(March);

        var receipt = chain.Book.Use(Requests.Signed);

        Assert.Equal(DevelopmentKeys.Producer.PublicKey, receipt.Node);
        Assert.True(Crypto.Ed25519.Verify(receipt.Node, receipt.Hash.Bytes, receipt.Signature));
        Assert.Equal(March.ToUnixTimeSeconds(), receipt.Timestamp);
    }

    [Fact]
    public async Task Month_WhenItTurns_OpensANewQuotaAndANewCount()
    {
        await using var chain = await TestBook.CreateAsync(LastSecond, (Requests.BuyCredit, 20));
        for (var i = 0; i < 10; i++) chain.Book.Use(Requests.Signed, tokens: 2_000);
        Assert.Equal(1_800UL, chain.Book.Use(Requests.Paid, tokens: 2).Price);

        chain.Time.Now = LastSecond.AddSeconds(1);

        Assert.Equal(2_000UL, chain.Book.Use(Requests.Paid, tokens: 2).Price);
        Assert.Equal((0UL, 2UL), (chain.Book.Figures(Requests.Wallet).Usage.Requests, chain.Book.Figures(Requests.Wallet).Usage.Tokens));
        for (var i = 0; i < 10; i++) chain.Book.Use(new Payer(Requests.Stranger, false));
        Assert.Equal(
            new DateTimeOffset(2027, 5, 1, 0, 0, 0, TimeSpan.Zero),
            Assert.IsType<QuotaExceeded>(chain.Book.Refuse(new Payer(Requests.Stranger, false))).Reset);
    }

    [Fact]
    public async Task Month_OfAStreamThatTurnsIt_IsTheOneOfTheSettlement()
    {
        await using var chain = await TestBook.CreateAsync(LastSecond);
        var reservation = chain.Book.Admit(Requests.Signed);
        chain.Time.Now = LastSecond.AddSeconds(1);

        chain.Book.SettleFor(reservation, tokens: 5);

        Assert.Equal(1UL, chain.Book.Figures(Requests.Wallet).Usage.Requests);
        chain.Time.Now = LastSecond;
        Assert.Equal(0UL, chain.Book.Figures(Requests.Wallet).Usage.Requests);
    }

    [Fact]
    public async Task Settle_AfterTheClockJumpedBack_NeverGoesBackInTime()
    {
        await using var chain = await TestBook.CreateAsync(LastSecond.AddSeconds(1));
        var first = chain.Book.Use(Requests.Signed);
        chain.Time.Now = LastSecond;

        var second = chain.Book.Use(Requests.Signed);

        Assert.Equal(first.Timestamp, second.Timestamp);
    }

    [Fact]
    public async Task WhenSettled_WithRequestsRunning_WaitsForTheLastOfThem()
    {
        await using var chain = await TestBook.CreateAsync(March, (Requests.BuyCredit, 1));
        Assert.True(chain.Book.WhenSettled().IsCompleted);
        var (settled, released) = (chain.Book.Admit(Requests.Paid), chain.Book.Admit(Requests.Signed));
        var waiting = chain.Book.WhenSettled();

        chain.Book.SettleFor(settled, tokens: 5);
        Assert.False(waiting.IsCompleted);
        chain.Book.Release(released);

        await waiting.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Single(chain.Pending);
        Assert.True(chain.Book.WhenSettled().IsCompleted);
        chain.Book.Admit(Requests.Signed);
        Assert.False(chain.Book.WhenSettled().IsCompleted);
    }

    [Fact]
    public async Task Receipts_OfManyThreads_AreInTheOrderInWhichTheChainTakesThem()
    {
        await using var chain = await TestBook.CreateAsync(March, (Requests.Unlimited, 0), (Requests.BuyCredit, 100));

        // Across the bracket at 10,000 tokens, where only one order of the receipts has the right prices.
        Parallel.For(0, 40, i => chain.Book.Use(Requests.Signed, (uint)(300 + i)));
        var pending = chain.Pending;
        var left = chain.Book.Figures(Requests.Wallet).Credit;
        var committed = await chain.ProduceAsync();

        Assert.Empty(committed.RefusedReceipts);
        Assert.Equal(pending.Select(receipt => receipt.Id), committed.Block.Receipts.Select(receipt => receipt.Id));
        Assert.Equal(40, pending.Count);
        Assert.Equal(left, chain.CreditOnChain(Requests.Wallet));
    }

    [Fact]
    public async Task Receipts_ThatNoBlockHolds_SurviveAKillAndAreChargedOnce()
    {
        await using var chain = await TestBook.CreateAsync(March, (Requests.BuyCredit, 5));
        var first = chain.Book.Use(Requests.Paid, tokens: 1_000);
        var second = chain.Book.Use(Requests.Signed, tokens: 50);
        chain.Book.Admit(Requests.Paid);
        var before = chain.Book.Figures(Requests.Wallet);

        await chain.RestartAsync();

        Assert.Equal([first.Hash, second.Hash], chain.Pending.Select(receipt => receipt.Hash));
        Assert.Equal(before, chain.Book.Figures(Requests.Wallet));
        Assert.Equal(5_000_000UL, chain.CreditOnChain(Requests.Wallet).MicroAigen);
        // What was only set aside when it was killed is free again.
        Assert.Equal(3_990, chain.Book.Admit(Requests.Paid, Requests.Demand(prompt: 10, maxTokens: 3_990)).MaxTokens);

        var committed = await chain.ProduceAsync();
        Assert.Empty(committed.RefusedReceipts);
        Assert.Equal(4_000_000UL, chain.CreditOnChain(Requests.Wallet).MicroAigen);
        await chain.RestartAsync();
        Assert.Empty(chain.Pending);
        Assert.Equal(before, chain.Book.Figures(Requests.Wallet));
    }

    [Fact]
    public async Task Settle_AfterARestartWithPendingReceipts_KeepsTheirOrder()
    {
        await using var chain = await TestBook.CreateAsync(March, (Requests.BuyCredit, 20));
        chain.Book.Use(Requests.Paid, tokens: 9_999);
        await chain.RestartAsync();

        Assert.Equal(1_900UL, chain.Book.Use(Requests.Paid, tokens: 2).Price);
        Assert.Equal([9_999_000UL, 1_900UL], chain.Pending.Select(receipt => receipt.Price));
    }
}
