using Aigen.Rpc.Metrics;

namespace Aigen.Node.Metrics;

/// <summary>What the collector has, as methods answer it: the numbers of <c>/metrics</c> in another form.</summary>
internal static class MetricReadings
{
    public static IReadOnlyList<MetricReading> Of(IEnumerable<MetricFamily> families) =>
    [
        .. families.Select(family => new MetricReading(
            family.Name, family.Section, family.Kind.ToString().ToLowerInvariant(), [.. family.Series.Select(series => Of(family, series))])),
    ];

    private static SeriesReading Of(MetricFamily family, MetricSeries series)
    {
        var labels = family.Labels.Zip(series.LabelValues).ToDictionary(pair => pair.First, pair => pair.Second);
        return series switch
        {
            NumberSeries number => new SeriesReading(labels, number.Value, null),
            HistogramSeries histogram => new SeriesReading(labels, histogram.Sum, Enumerable.Range(0, histogram.Bounds.Count + 1).Sum(histogram.CountAt)),
            _ => throw new ArgumentOutOfRangeException(nameof(series), series, "There is no reading of this."),
        };
    }
}
