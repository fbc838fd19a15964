using Aigen.Chain.Tests.Support;

namespace Aigen.Chain.Tests.Tiers;

public sealed class SubscriptionTests : IDisposable
{
    private readonly TestChain _chain = new();

    public void Dispose() => _chain.Dispose();

    [Fact]
    public void Produce_SubscribeAtExactPrice_BeginsAtOnceAndEnds()
    {
        Buy("basic", 1, 50);
        Assert.Equal(Tier.Basic, Current);
        _chain.Time.Advance(TimeSpan.FromDays(32));
        Assert.Equal(Tier.Free, Current);
    }

    [Fact]
    public void Produce_HigherTier_BeginsAtOnce()
    {
        Buy("basic", 6, 300);
        Buy("pro", 1, 400);
        Assert.Equal(Tier.Pro, Current);
    }

    [Fact]
    public void Produce_LowerTier_BeginsWhenTheCurrentOneEnds()
    {
        Buy("pro", 1, 400);
        Buy("basic", 1, 50);
        Assert.Equal(Tier.Pro, Current);
        _chain.Time.Advance(TimeSpan.FromDays(32));
        Assert.Equal(Tier.Basic, Current);
        _chain.Time.Advance(TimeSpan.FromDays(32));
        Assert.Equal(Tier.Free, Current);
    }

    [Fact]
    public void Produce_SameTier_AddsItsMonthsAtTheEnd()
    {
        Buy("basic", 1, 50);
        Buy("basic", 2, 100);
        _chain.Time.Advance(TimeSpan.FromDays(80));
        Assert.Equal(Tier.Basic, Current);
        _chain.Time.Advance(TimeSpan.FromDays(15));
        Assert.Equal(Tier.Free, Current);
    }

    [Fact]
    public void Submit_SecondDifferentLowerTier_IsRefused()
    {
        Buy("unlimited", 1, 0);
        Buy("pro", 1, 400);
        Assert.Equal(RefusalRule.Subscription, _chain.Submit(_chain.Call("""{"tier":"basic","duration_months":1}""", 50)).Refusal!.Rule);
    }

    [Fact]
    public void Produce_Unlimited_CostsNothingAMonth()
    {
        Buy("unlimited", 12, 0);
        Assert.Equal(Tier.Unlimited, Current);
    }

    private Tier Current => Subscription.Load(_chain.Ledger.State, TestChain.Wallets[0].Address).At(_chain.Now);

    private void Buy(string tier, int months, ulong amount)
    {
        Assert.Null(_chain.Submit(_chain.Call($$"""{"tier":"{{tier}}","duration_months":{{months}}}""", amount)).Refusal);
        Assert.Empty(_chain.Produce().RefusedTransactions);
    }
}
