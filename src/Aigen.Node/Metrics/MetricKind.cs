using System.Diagnostics.Metrics;

namespace Aigen.Node.Metrics;

/// <summary>The types of the text format.</summary>
internal enum MetricKind
{
    Counter,
    Gauge,
    Histogram,
}

/// <summary>Which type an instrument of .NET is exported as.</summary>
internal static class MetricKinds
{
    /// <summary>The type, and a histogram's bounds.</summary>
    public static (MetricKind Kind, double[]? Bounds) Of(Instrument instrument) => instrument switch
    {
        Histogram<double> histogram => (MetricKind.Histogram, BoundsOf(histogram)),
        Histogram<long> histogram => (MetricKind.Histogram, BoundsOf(histogram)),
        Counter<long> or Counter<double> or ObservableCounter<long> or ObservableCounter<double> => (MetricKind.Counter, null),
        _ => (MetricKind.Gauge, null),
    };

    private static double[] BoundsOf<T>(Histogram<T> histogram)
        where T : struct => histogram.Advice?.HistogramBucketBoundaries is { } bounds
        ? [.. bounds.Select(bound => Convert.ToDouble(bound))]
        : throw new InvalidOperationException($"The histogram {histogram.Name} has no bounds.");
}
