using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Chain;

/// <summary>The terms of every tier on this network.</summary>
public sealed record TierTable(TierTerms Free, TierTerms Basic, TierTerms Pro, TierTerms Unlimited)
{
    public static IReadOnlyList<Tier> All { get; } = Enum.GetValues<Tier>();

    public TierTerms this[Tier tier] => tier switch
    {
        Tier.Free => Free,
        Tier.Basic => Basic,
        Tier.Pro => Pro,
        Tier.Unlimited => Unlimited,
        _ => throw new ArgumentOutOfRangeException(nameof(tier), tier, "There is no such tier."),
    };

    internal void WriteTo(WireWriter writer)
    {
        foreach (var tier in All)
        {
            var terms = this[tier];
            writer.UInt64(terms.MonthlyCost.Aigen).Int64(terms.RequestLimit ?? -1).UInt32((uint)terms.MaxContext);
        }
    }
}

/// <param name="MonthlyCost">AIGEN for a month.</param>
/// <param name="RequestLimit">Requests in a calendar month; null where each request is paid for by its tokens.</param>
/// <param name="MaxContext">Tokens of prompt and answer together.</param>
public sealed record TierTerms(Amount MonthlyCost, long? RequestLimit, int MaxContext);
