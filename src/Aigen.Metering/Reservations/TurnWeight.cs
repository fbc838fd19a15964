using Aigen.Chain;

namespace Aigen.Metering;

/// <summary>
/// How many turns at a model a tier has for one of a batch job's, while requests of both wait. The dearer tier goes first, and nobody
/// waits for ever. Each tier counts for as much as the two below it together, and a little more; jobs, for which nobody sits and waits, for
/// half of the free tier.
/// </summary>
internal static class TurnWeight
{
    public const int BatchJob = 1;

    public static int Of(Tier tier) => tier switch
    {
        Tier.Unlimited => 16,
        Tier.Pro => 8,
        Tier.Basic => 4,
        _ => 2,
    };
}
