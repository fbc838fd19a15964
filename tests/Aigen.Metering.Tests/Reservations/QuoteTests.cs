using Aigen.Chain;
using Aigen.Metering.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Metering.Tests.Reservations;

/// <summary>What pays for a request, and in which order it is refused.</summary>
public sealed class QuoteTests
{
    private static readonly DateTimeOffset Now = new(2027, 3, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Reserve_FreeTier_TakesTheQuotaAndNoCredit()
    {
        await using var chain = await TestBook.CreateAsync(Now);

        Assert.Equal(new Reservation(Requests.Wallet, Funding.Quota, 0, 100, 2), chain.Book.Admit(Requests.Signed));
    }

    [Theory]
    [InlineData(2000, 100, 32768, 48)]
    [InlineData(2047, 100, 32768, 1)]
    [InlineData(900, 500, 1024, 124)]
    [InlineData(10, null, 32768, Desk.DefaultMaxTokens)]
    public async Task Reserve_FreeTier_LimitsTheAnswerToTheContext(int prompt, int? maxTokens, int modelContext, int expected)
    {
        await using var chain = await TestBook.CreateAsync(Now);

        Assert.Equal(expected, chain.Book.Admit(Requests.Signed, Requests.Demand(prompt, maxTokens, context: modelContext)).MaxTokens);
    }

    [Theory]
    [InlineData(48, 100, 4, 100)]
    [InlineData(1648, 200, 4, 100)]
    [InlineData(2044, 200, 4, 1)]
    public async Task Reserve_SeveralAnswersOnTheQuota_ShareTheContextOfOneRequest(int prompt, int maxTokens, int answers, int expected)
    {
        await using var chain = await TestBook.CreateAsync(Now);

        var demand = Requests.Demand(prompt, maxTokens, answers: answers);

        Assert.Equal(new Reservation(Requests.Wallet, Funding.Quota, 0, expected, 2), chain.Book.Admit(Requests.Signed, demand));
        Assert.IsType<ContextExceeded>(chain.Book.Refuse(Requests.Signed, demand with { PromptTokens = 2045 }));
    }

    [Fact]
    public async Task Reserve_SeveralAnswersOnCredit_SetsAsideForAllOfThem()
    {
        await using var chain = await TestBook.CreateAsync(Now, (Requests.BuyCredit, 1));

        var refusal = Assert.IsType<PaymentRequired>(chain.Book.Refuse(Requests.Paid, Requests.Demand(prompt: 10, maxTokens: 251, answers: 4)));
        var whole = chain.Book.Admit(Requests.Paid, Requests.Demand(prompt: 10, maxTokens: 100, answers: 4));
        var rest = chain.Book.Admit(Requests.Paid, Requests.Demand(prompt: 10, maxTokens: null, answers: 4));

        Assert.Equal((2UL, 1m), (refusal.EstimatedCost, refusal.CurrentBalance));
        Assert.Equal((410_000UL, 100), (whole.MicroAigen, whole.MaxTokens));
        Assert.Equal((590_000UL, 145), (rest.MicroAigen, rest.MaxTokens));
    }

    [Fact]
    public async Task Reserve_QuotaThenCredit_InThisOrder()
    {
        await using var chain = await TestBook.CreateAsync(Now, (Requests.BuyCredit, 1));

        for (var i = 0; i < 10; i++) Assert.Equal(Funding.Quota, chain.Book.Use(Requests.Signed).Funding);
        var eleventh = chain.Book.Use(Requests.Signed, tokens: 20);

        Assert.Equal(Funding.Credit, eleventh.Funding);
        Assert.Equal(20_000UL, eleventh.Price);
        Assert.Equal(980_000UL, chain.Book.Figures(Requests.Wallet).Credit.MicroAigen);
        Assert.Equal(10UL, chain.Book.Figures(Requests.Wallet).Usage.Requests);
    }

    [Fact]
    public async Task Reserve_WithAPayment_TakesCreditAndLeavesTheQuota()
    {
        await using var chain = await TestBook.CreateAsync(Now, (Requests.BuyCredit, 1));

        Assert.Equal(Funding.Credit, chain.Book.Use(Requests.Paid).Funding);
        Assert.Equal(0UL, chain.Book.Figures(Requests.Wallet).Usage.Requests);
    }

    [Fact]
    public async Task Reserve_BreakingSeveralRules_IsRefusedByTierThenContextThenQuota()
    {
        await using var chain = await TestBook.CreateAsync(Now);
        for (var i = 0; i < 10; i++) chain.Book.Use(Requests.Signed);

        Assert.Equal(
            new InsufficientTier(Tier.Free, Tier.Pro, "m"),
            chain.Book.Refuse(Requests.Signed, Requests.Demand(prompt: 5000, minimumTier: Tier.Pro)));
        Assert.Equal(new ContextExceeded(5000, 2048, "m"), chain.Book.Refuse(Requests.Signed, Requests.Demand(prompt: 5000)));
        Assert.Equal(
            new QuotaExceeded(10, 10, new DateTimeOffset(2027, 4, 1, 0, 0, 0, TimeSpan.Zero)), chain.Book.Refuse(Requests.Signed));
    }

    [Theory]
    [InlineData(2048, 2048)]
    [InlineData(100000, 2048)]
    public async Task Reserve_PromptThatFillsTheContext_IsRefusedWithBothNumbers(int prompt, int context)
    {
        await using var chain = await TestBook.CreateAsync(Now);

        Assert.Equal(new ContextExceeded(prompt, context, "m"), chain.Book.Refuse(Requests.Signed, Requests.Demand(prompt)));
    }

    [Fact]
    public async Task Reserve_AboveTheFreeContextWithCredit_IsPaidFor()
    {
        await using var chain = await TestBook.CreateAsync(Now, (Requests.BuyCredit, 10));

        Assert.Equal(Funding.Credit, chain.Book.Admit(Requests.Signed, Requests.Demand(prompt: 5000)).Funding);
        Assert.Equal(new ContextExceeded(17000, 2048, "m"), chain.Book.Refuse(Requests.Signed, Requests.Demand(prompt: 17000)));
        Assert.Equal(new ContextExceeded(17000, 16384, "m"), chain.Book.Refuse(Requests.Paid, Requests.Demand(prompt: 17000)));
    }

    [Fact]
    public async Task Reserve_UnlimitedTierWithoutCredit_AsksForPayment()
    {
        await using var chain = await TestBook.CreateAsync(Now, (Requests.Unlimited, 0));

        var refusal = Assert.IsType<PaymentRequired>(chain.Book.Refuse(Requests.Signed, Requests.Demand(prompt: 10, maxTokens: 2000)));

        Assert.Equal((3UL, 0m), (refusal.EstimatedCost, refusal.CurrentBalance));
    }

    [Fact]
    public async Task Reserve_LastUnitsOfTheQuota_AreGivenOnceAndComeBackByRelease()
    {
        await using var chain = await TestBook.CreateAsync(Now);
        var running = Enumerable.Range(0, 10).Select(_ => chain.Book.Admit(Requests.Signed)).ToList();

        Assert.Equal(10UL, Assert.IsType<QuotaExceeded>(chain.Book.Refuse(Requests.Signed)).Used);
        chain.Book.Release(running[0]);
        chain.Book.Admit(Requests.Signed);
        Assert.IsType<QuotaExceeded>(chain.Book.Refuse(Requests.Signed));
        Assert.Equal(0UL, chain.Book.Figures(Requests.Wallet).Usage.Requests);
    }

    [Fact]
    public async Task Reserve_CreditThatIsSetAside_IsNotGivenTwice()
    {
        await using var chain = await TestBook.CreateAsync(Now, (Requests.BuyCredit, 1));

        var first = chain.Book.Admit(Requests.Paid, Requests.Demand(prompt: 10, maxTokens: 590));
        Assert.Equal((600_000UL, 590), (first.MicroAigen, first.MaxTokens));
        var refusal = Assert.IsType<PaymentRequired>(chain.Book.Refuse(Requests.Paid, Requests.Demand(prompt: 10, maxTokens: 590)));
        Assert.Equal((1UL, 0.4m), (refusal.EstimatedCost, refusal.CurrentBalance));

        // What the credit leaves beyond the prompt is the answer's limit.
        var rest = chain.Book.Admit(Requests.Paid, Requests.Demand(prompt: 10, maxTokens: null));
        Assert.Equal((400_000UL, 390), (rest.MicroAigen, rest.MaxTokens));
        Assert.IsType<PaymentRequired>(chain.Book.Refuse(Requests.Paid, Requests.Demand(prompt: 1, maxTokens: 1)));
    }

    [Fact]
    public async Task Reserve_FromManyThreads_NeverGivesMoreThanThereIs()
    {
        await using var chain = await TestBook.CreateAsync(Now, (Requests.BuyCredit, 1));
        var granted = 0L;

        Parallel.For(0, 200, _ =>
        {
            var (reservation, _) = chain.Book.Reserve(Requests.Paid, Requests.Demand(prompt: 1, maxTokens: 9));
            Interlocked.Add(ref granted, (long)(reservation?.MicroAigen ?? 0));
        });

        Assert.Equal(1_000_000, granted);
    }

    [Fact]
    public async Task CouldPay_ForMoreThanTheCredit_SaysTheWholePrice()
    {
        await using var chain = await TestBook.CreateAsync(Now);
        var quote = new Quote(TestBook.Spec, Now.ToUnixTimeSeconds());

        Assert.Null(quote.CouldPay(new Credit(1_000_000), Requests.Demand(prompt: 10, maxTokens: 1000)));
        var refusal = Assert.IsType<PaymentRequired>(quote.CouldPay(new Credit(999_999), Requests.Demand(prompt: 10, maxTokens: 1000)));
        Assert.Equal(2UL, refusal.EstimatedCost);
    }
}
