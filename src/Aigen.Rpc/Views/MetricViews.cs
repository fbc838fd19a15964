using System.ComponentModel;
using System.Text.Json.Serialization;
using Aigen.Rpc.Metrics;

namespace Aigen.Rpc.Views;

internal sealed record AdminMetricsView(
    [property: Description("Unix seconds.")] long Timestamp,
    [property: Description("Null where it was not asked for.")] IReadOnlyList<MetricView>? Ai,
    [property: Description("Null where it was not asked for.")] IReadOnlyList<MetricView>? Network,
    [property: Description("Null where it was not asked for.")] IReadOnlyList<MetricView>? Blockchain);

internal sealed record MetricView(string Name, string Type, IReadOnlyList<MetricSeriesView> Series)
{
    public static MetricView Of(MetricReading reading) => new(reading.Name, reading.Type, [.. reading.Series.Select(MetricSeriesView.Of)]);
}

/// <summary>A histogram has count and sum, everything else a value.</summary>
internal sealed record MetricSeriesView(
    IReadOnlyDictionary<string, string> Labels,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Value,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Count,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Sum)
{
    public static MetricSeriesView Of(SeriesReading series) => series.Count is null
        ? new MetricSeriesView(series.Labels, series.Value, null, null)
        : new MetricSeriesView(series.Labels, null, series.Count, series.Value);
}
