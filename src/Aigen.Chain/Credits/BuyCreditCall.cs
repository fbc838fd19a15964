using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>Pays for inference ahead: the whole amount becomes the wallet's credit.</summary>
/// <param name="MaxTokens">What the payer means to use, which the amount must cover at list price; null where it does not say.</param>
internal sealed record BuyCreditCall(Address User, ulong? MaxTokens) : ModuleCall
{
    private const ulong TokenLimit = 1_000_000_000_000;

    public static BuyCreditCall Read(PayloadReader payload) => new(payload.User(), payload.OptionalNumber("max_tokens", 1, TokenLimit));

    public override Refusal? CheckTerms(Transaction transaction, ChainSpec spec)
    {
        var needed = PriceOf(MaxTokens ?? 0, spec);
        return transaction.Amount.Aigen >= needed
            ? SenderIs(User, transaction)
            : TransactionRefusals.WrongAmount(transaction.Amount.Aigen, needed, $"max_tokens {MaxTokens} or more");
    }

    public override Refusal? CheckState(Transaction transaction, IStateReader state, long now) => null;

    public override void Apply(Transaction transaction, StateOverlay state, long now) =>
        CreditAccount.Save(state, User, CreditAccount.Load(state, User) + Credit.Of(transaction.Amount));

    // Whole AIGEN, rounded up.
    private static ulong PriceOf(ulong tokens, ChainSpec spec) =>
        (ulong)((((UInt128)tokens * spec.Prices.MicroAigenPerToken) + Credit.MicroPerAigen - 1) / Credit.MicroPerAigen);
}
