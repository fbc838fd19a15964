using Aigen.Chain;
using Aigen.Metering.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Metering.Tests.Reservations;

/// <summary>Several texts and no answer: each must fit, and all are paid for.</summary>
public sealed class TextDemandTests
{
    private static readonly DateTimeOffset Now = new(2027, 3, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Reserve_TextsOfWhichEachFitsTheTier_TakesOneRequestOfTheQuota()
    {
        await using var chain = await TestBook.CreateAsync(Now);

        var reservation = chain.Book.Admit(Requests.Signed, Texts(tokens: 10_000, longest: 2048));

        Assert.Equal((Funding.Quota, 0UL, 0), (reservation.Funding, reservation.MicroAigen, reservation.MaxTokens));
    }

    [Fact]
    public async Task Reserve_ATextThatTheTierDoesNotFit_IsRefusedOrPaidFor()
    {
        await using var chain = await TestBook.CreateAsync(Now, (Requests.BuyCredit, 10));

        Assert.Equal(
            new InputTooLong("the longest text", 2049, 2048, "m"),
            chain.Book.Refuse(new Payer(Requests.Stranger, HasPaid: false), Texts(tokens: 2049, longest: 2049)));
        Assert.Equal(Funding.Credit, chain.Book.Admit(Requests.Signed, Texts(tokens: 2049, longest: 2049)).Funding);
    }

    [Fact]
    public async Task Reserve_FromCredit_SetsAsideThePriceOfTheTokensAndNoMore()
    {
        await using var chain = await TestBook.CreateAsync(Now, (Requests.BuyCredit, 1));

        var all = chain.Book.Admit(Requests.Paid, Texts(tokens: 1000, longest: 500));

        Assert.Equal((1_000_000UL, 0), (all.MicroAigen, all.MaxTokens));
        Assert.Equal(1UL, Assert.IsType<PaymentRequired>(chain.Book.Refuse(Requests.Paid, Texts(tokens: 1, longest: 1))).EstimatedCost);
    }

    [Fact]
    public async Task Reserve_OneTokenMoreThanTheCredit_AsksForPayment()
    {
        await using var chain = await TestBook.CreateAsync(Now, (Requests.BuyCredit, 1));

        Assert.Equal(2UL, Assert.IsType<PaymentRequired>(chain.Book.Refuse(Requests.Paid, Texts(tokens: 1001, longest: 500))).EstimatedCost);
    }

    private static Demand Texts(int tokens, int longest) => Demand.OfTexts("m", Tier.Free, tokens, longest, 32768);
}
