using System.Diagnostics.Metrics;

namespace Aigen.Metering;

/// <summary>What is measured of batch jobs.</summary>
public static class BatchInstruments
{
    public static readonly Meter Meter = new("Aigen.Metering.Batch");

    private static readonly UpDownCounter<long> Open = Meter.CreateUpDownCounter<long>(
        "aigen.batch.open", "{job}", "Batch jobs that are not at their end, by their state: pending, scheduled or processing.");

    private static readonly Counter<long> Ended = Meter.CreateCounter<long>(
        "aigen.batch.ended", "{job}", "Batch jobs that ended, by their state: completed or failed.");

    internal static Histogram<double> Wait { get; } = Meter.CreateHistogram<double>(
        "aigen.batch.wait.duration", "s", "How long batch jobs waited for their turn after the time that they were scheduled for.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 10, 60, 600, 3600, 6 * 3600, 24 * 3600] });

    internal static Histogram<double> Run { get; } = Meter.CreateHistogram<double>(
        "aigen.batch.run.duration", "s", "How long batch jobs were computed.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1, 10, 60, 600, 3600] });

    /// <summary>Counts a job from one state to another; null for outside.</summary>
    internal static void Move(BatchState? from, BatchState? to)
    {
        if (from == to)
        {
            return;
        }

        if (from is BatchState.Pending or BatchState.Scheduled or BatchState.Processing)
        {
            Open.Add(-1, Tag(from.Value));
        }

        if (to is BatchState.Pending or BatchState.Scheduled or BatchState.Processing)
        {
            Open.Add(1, Tag(to.Value));
        }
        else if (to is { } end && from is not null)
        {
            Ended.Add(1, Tag(end));
        }
    }

    private static KeyValuePair<string, object?> Tag(BatchState state) => new("state", state.ToString().ToLowerInvariant());
}
