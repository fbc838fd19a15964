using Aigen.Chain;
using Aigen.Primitives;

namespace Aigen.Metering.Tests.Support;

/// <summary>Payers, demands and unpriced receipts.</summary>
internal static class Requests
{
    public const string BuyCredit = """{"service":"ai-inference"}""";
    public const string Unlimited = """{"tier":"unlimited","duration_months":12}""";

    public static Address Wallet { get; } = DevelopmentKeys.Accounts[0].Address;

    public static Address Stranger { get; } = DevelopmentKeys.Accounts[1].Address;

    public static Payer Signed { get; } = new(Wallet, HasPaid: false);

    public static Payer Paid { get; } = new(Wallet, HasPaid: true);

    public static Demand Demand(int prompt = 10, int? maxTokens = 100, Tier minimumTier = Tier.Free, int context = 32768, int answers = 1) =>
        new("m", minimumTier, prompt, maxTokens, context, answers);

    public static Reservation Admit(this ReservationBook book, Payer payer, Demand? demand = null)
    {
        var (reservation, refusal) = book.Reserve(payer, demand ?? Demand());
        Assert.Null(refusal);
        return reservation!;
    }

    public static DeskRefusal Refuse(this ReservationBook book, Payer payer, Demand? demand = null)
    {
        var (reservation, refusal) = book.Reserve(payer, demand ?? Demand());
        Assert.Null(reservation);
        return refusal!;
    }

    /// <summary>Settles for some tokens.</summary>
    public static Receipt SettleFor(this ReservationBook book, Reservation reservation, uint tokens) => book.Settle(reservation, new Receipt
    {
        Id = ReceiptId.New(),
        Payer = reservation.Wallet,
        Model = Hash256.Of([1]),
        Request = Hash256.Of([2]),
        Output = Hash256.Of([3]),
        Sampling = Sampling.None with { MaxTokens = 100, Seed = 1 },
        PromptTokens = tokens,
        CachedTokens = 0,
        CompletionTokens = 0,
        End = CompletionEnd.Stop,
        Funding = reservation.Funding,
        Price = 0,
        Reservation = reservation.MicroAigen,
        Timestamp = 0,
        Node = default,
    });

    /// <summary>Admits and settles at once; what is set aside covers the tokens.</summary>
    public static Receipt Use(this ReservationBook book, Payer payer, uint tokens = 20) =>
        book.SettleFor(book.Admit(payer, Demand(prompt: 1, maxTokens: (int)tokens)), tokens);
}
