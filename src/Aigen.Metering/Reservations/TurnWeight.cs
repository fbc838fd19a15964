using Aigen.Chain;

namespace Aigen.Metering;

/// <summary>
/// How many turns at a model a tier has for one of the free tier's, while requests of both wait. The dearer tier goes first, and nobody
/// waits for ever. Each tier counts for as much as the two below it together, and a little more.
/// </summary>
internal static class TurnWeight
{
    public static int Of(Tier tier) => tier switch
    {
        Tier.Unlimited => 8,
        Tier.Pro => 4,
        Tier.Basic => 2,
        _ => 1,
    };
}
