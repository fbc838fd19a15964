using System.ComponentModel;
using Aigen.Chain;

namespace Aigen.Rpc.Views;

internal sealed record QuotaView(
    ulong Used,
    [property: Description("-1 where each request is paid for by its tokens.")] long Limit,
    string ResetDate, string UserAddress, string Tier, ulong RequestsUsed, long RequestsRemaining, string ResetAt,
    ulong TokensUsed, [property: Description("1,000,000 to the AIGEN; 1,000 buy a token at list price.")] UInt128 CreditMicroAigen);

internal sealed record TierInfoView(
    string CurrentTier, IReadOnlyList<string> AvailableTiers, IReadOnlyDictionary<string, long> TierLimits, IReadOnlyList<TierView> Tiers)
{
    public static TierInfoView Of(Tier current, TierTable table) => new(
        current.Name(), [.. TierTable.All.Select(tier => tier.Name())],
        TierTable.All.ToDictionary(tier => tier.Name(), tier => table[tier].RequestLimit ?? -1),
        [.. TierTable.All.Select(tier => TierView.Of(tier, table[tier]))]);
}

internal sealed record TierView(
    string Tier,
    [property: Description("Whole AIGEN.")] ulong MonthlyCost,
    [property: Description("A month; -1 where each request is paid for.")] long RequestLimit,
    int MaxContextSize, IReadOnlyList<string> Features)
{
    public static TierView Of(Tier tier, TierTerms terms) => new(
        tier.Name(), terms.MonthlyCost.Aigen, terms.RequestLimit ?? -1, terms.MaxContext,
        [
            $"models up to tier {tier.Name()}",
            terms.RequestLimit is { } limit ? $"{limit} requests a month" : "as many requests as its credit pays for",
            $"{terms.MaxContext} tokens of context",
        ]);
}

internal sealed record SubscribedView(
    bool Success, string Tier, int DurationMonths, string UserAddress,
    [property: Description("Not the one just bought where that is lower and waits for the current one to end.")] string CurrentTier,
    string ExpiresAt, string TxHash, ulong BlockHeight);
