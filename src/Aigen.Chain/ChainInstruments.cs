using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;

namespace Aigen.Chain;

/// <summary>What is measured of blocks and of the transactions on their way into them.</summary>
public static class ChainInstruments
{
    public static readonly Meter Meter = new("Aigen.Chain");

    internal static readonly ActivitySource Traces = new("Aigen.Chain");

    // Seconds. A small block takes some milliseconds, one of 10,000 transactions some tenths of a second (docs/performance.md).
    private static readonly double[] WorkBounds =
        [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    // Seconds. Around the block time of the networks here, 1 s, and up to the heartbeat of 30 s.
    private static readonly double[] IntervalBounds = [0.1, 0.25, 0.5, 0.9, 1.1, 1.5, 2, 3, 5, 10, 20, 29, 31, 60];

    // Transactions and bytes, up to the limits of BlockLimits.
    private static readonly long[] CountBounds = [0, 1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 25_000, 40_000];
    private static readonly long[] ByteBounds = [0, 1 << 10, 4 << 10, 16 << 10, 64 << 10, 256 << 10, 1 << 20, 4 << 20, 16 << 20];

    internal static Histogram<double> Production { get; } = Meter.CreateHistogram(
        "aigen.chain.block.production.duration", "s", "How long a block took from choosing its transactions to its being on the disk.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = WorkBounds });

    internal static Histogram<double> Commit { get; } = Meter.CreateHistogram(
        "aigen.chain.block.commit.duration", "s", "The part of it in which the finished block was written.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = WorkBounds });

    internal static Histogram<double> Interval { get; } = Meter.CreateHistogram(
        "aigen.chain.block.interval", "s", "Time from one block to the next.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = IntervalBounds });

    internal static Histogram<long> Transactions { get; } = Meter.CreateHistogram(
        "aigen.chain.block.transactions", "{transaction}", "Transactions of a block.",
        advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = CountBounds });

    internal static Histogram<long> Size { get; } = Meter.CreateHistogram(
        "aigen.chain.block.size", "By", "Bytes of a block's transactions.",
        advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = ByteBounds });

    internal static Counter<long> Failures { get; } = Meter.CreateCounter<long>(
        "aigen.chain.block.failures", "{attempt}", "Attempts to make a block that failed; everything still waits then.");

    internal static Counter<long> ReceiptsIncluded { get; } = Meter.CreateCounter<long>(
        "aigen.chain.receipts.included", "{receipt}", "Receipts that a block has taken.");

    internal static Counter<long> Accepted { get; } = Meter.CreateCounter<long>(
        "aigen.mempool.accepted", "{transaction}", "Transactions that the mempool took.");

    internal static Counter<long> Refused { get; } = Meter.CreateCounter<long>(
        "aigen.mempool.refused", "{transaction}", "Transactions that were refused, by the rule that they broke.");

    internal static Counter<long> Dropped { get; } = Meter.CreateCounter<long>(
        "aigen.mempool.dropped", "{transaction}", "Transactions that had been accepted and then left the mempool without a block, by the reason.");

    internal static void Count(this Counter<long> counter, RefusalRule rule)
    {
        if (counter.Enabled)
        {
            counter.Add(1, new KeyValuePair<string, object?>("rule", JsonNamingPolicy.SnakeCaseLower.ConvertName(rule.ToString())));
        }
    }
}
