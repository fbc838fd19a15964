using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>What a well-formed genesis file must also hold to.</summary>
internal static class GenesisRules
{
    public static IEnumerable<GenesisFault> Check(ChainSpec spec)
    {
        if (spec.Network.Length is 0 or > 32 || !spec.Network.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            yield return new GenesisFault("$.network", "must be 1 to 32 letters, digits and dashes");
        }

        if (!spec.IsDevelopment && spec.CeoPublicKey == DevelopmentKeys.CeoPublicKey)
        {
            yield return new GenesisFault(
                "$.ceo_public_key", "is RFC 8032's test key 1, whose secret is printed in the RFC; only a development network may have it");
        }

        for (var i = 0; i < spec.Producers.Count; i++)
        {
            if (!spec.IsDevelopment && spec.Producers[i].PublicKey == DevelopmentKeys.Producer.PublicKey)
            {
                yield return new GenesisFault(
                    $"$.producers[{i}].public_key", "is the development producer's key, which everybody knows; only a development network may have it");
            }
        }

        foreach (var fault in Repeated(spec).Concat(Supply(spec)).Concat(Discounts(spec)))
        {
            yield return fault;
        }
    }

    private static IEnumerable<GenesisFault> Repeated(ChainSpec spec)
    {
        for (var i = 0; i < spec.Producers.Count; i++)
        {
            if (spec.Producers.Take(i).Any(earlier => earlier.PublicKey == spec.Producers[i].PublicKey))
            {
                yield return new GenesisFault($"$.producers[{i}].public_key", "stands in the list before");
            }
        }

        var seen = new HashSet<Address>();
        for (var i = 0; i < spec.Allocations.Count; i++)
        {
            if (!seen.Add(spec.Allocations[i].Address))
            {
                yield return new GenesisFault($"$.allocations[{i}].address", "stands in the list before");
            }
        }
    }

    // A supply that fits 64 bits is what lets every balance be added without a check for overflow.
    private static IEnumerable<GenesisFault> Supply(ChainSpec spec)
    {
        UInt128 supply = 0;
        foreach (var allocation in spec.Allocations)
        {
            supply += allocation.Amount.Aigen;
        }

        if (supply > ulong.MaxValue)
        {
            yield return new GenesisFault("$.allocations", $"add up to {supply} AIGEN, more than the {ulong.MaxValue} that 64 bits can count");
        }
    }

    private static IEnumerable<GenesisFault> Discounts(ChainSpec spec)
    {
        var discounts = spec.Prices.Discounts;
        for (var i = 1; i < discounts.Count; i++)
        {
            if (discounts[i].AboveTokens <= discounts[i - 1].AboveTokens || discounts[i].Percent <= discounts[i - 1].Percent)
            {
                yield return new GenesisFault($"$.prices.volume_discounts[{i}]", "must have a higher threshold and percentage than the one before");
            }
        }
    }
}
