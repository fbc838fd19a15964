using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Chain;

/// <summary>
/// What tokens cost a wallet that pays for its use. Discounts are marginal, like tax brackets: a token costs less once the tokens before
/// it in the calendar month are above a bracket's threshold.
/// </summary>
/// <param name="MicroAigenPerToken">The list price; 1,000 makes 1,000 tokens an AIGEN.</param>
/// <param name="Discounts">In ascending order of threshold.</param>
public sealed record PriceList(uint MicroAigenPerToken, IReadOnlyList<VolumeDiscount> Discounts)
{
    /// <summary>The price of some tokens, in micro-AIGEN, after others in the same month.</summary>
    public ulong PriceOf(ulong tokens, ulong tokensBefore)
    {
        UInt128 price = 0;
        var position = tokensBefore;
        var end = checked(tokensBefore + tokens);
        foreach (var (threshold, percent) in Brackets())
        {
            if (position >= end)
            {
                break;
            }

            var inBracket = Math.Min(end, threshold) - Math.Min(position, threshold);
            price += (UInt128)inBracket * MicroAigenPerToken * (100 - percent) / 100;
            position += inBracket;
        }

        return checked((ulong)price);
    }

    internal void WriteTo(WireWriter writer) => writer.UInt32(MicroAigenPerToken)
        .List(Discounts, static (w, discount) => w.UInt64(discount.AboveTokens).UInt32(discount.Percent));

    // (where the bracket ends, its discount)
    private IEnumerable<(ulong End, uint Percent)> Brackets()
    {
        uint percent = 0;
        foreach (var discount in Discounts)
        {
            yield return (discount.AboveTokens, percent);
            percent = discount.Percent;
        }

        yield return (ulong.MaxValue, percent);
    }
}

/// <param name="AboveTokens">Tokens in the month after which the discount holds.</param>
/// <param name="Percent">1 to 99.</param>
public sealed record VolumeDiscount(ulong AboveTokens, uint Percent);
