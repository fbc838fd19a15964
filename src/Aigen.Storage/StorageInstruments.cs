using System.Diagnostics.Metrics;

namespace Aigen.Storage;

/// <summary>What is measured of the database.</summary>
public static class StorageInstruments
{
    public static readonly Meter Meter = new("Aigen.Storage");

    // Seconds. A synced write takes a fraction of a millisecond on a good disk (docs/performance.md) and seconds on one that fails.
    private static readonly double[] WriteBounds =
        [0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

    internal static Histogram<double> SyncedWrites { get; } = Meter.CreateHistogram(
        "aigen.storage.synced_write.duration", "s", "How long a write took until it was on the disk.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = WriteBounds });

    internal static Counter<long> Faults { get; } = Meter.CreateCounter<long>(
        "aigen.storage.faults", "{fault}", "Times that writing to the database began to fail.");
}
