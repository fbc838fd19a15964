using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>What a batch job costs, how long it waits, and what it buys. The prices and the times are the published terms.</summary>
public static class BatchTerms
{
    public static Amount PriceOf(BatchPriority priority) => new(priority switch
    {
        BatchPriority.Standard => 10,
        BatchPriority.Batch => 5,
        BatchPriority.Economy => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(priority), priority, "There is no such priority."),
    });

    public static TimeSpan DelayOf(BatchPriority priority) => TimeSpan.FromHours(priority switch
    {
        BatchPriority.Standard => 0,
        BatchPriority.Batch => 24,
        BatchPriority.Economy => 72,
        _ => throw new ArgumentOutOfRangeException(nameof(priority), priority, "There is no such priority."),
    });

    /// <summary>
    /// The tokens of prompt and answers together: what the standard priority's price buys at list price, 10,000 where a token costs
    /// 1,000 micro-AIGEN. The other priorities get as many, for waiting.
    /// </summary>
    public static ulong TokensOf(ChainSpec spec) =>
        (ulong)(Credit.Of(PriceOf(BatchPriority.Standard)).MicroAigen / spec.Prices.MicroAigenPerToken);
}
