using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Aigen.Rpc.Metrics;

namespace Aigen.Node.Metrics;

/// <summary>One metric with all of its series. Looking a series up allocates nothing once it is there.</summary>
internal sealed class MetricFamily
{
    // Far more than methods, models or rules are; whatever comes beyond is told together.
    private const int MostSeries = 500;

    private const string Other = "other";

    private readonly ConcurrentDictionary<(string, string), MetricSeries> _series = [];
    private readonly string[] _tags;
    private readonly double[]? _bounds;

    public MetricFamily(ExportedMetric metric, Instrument instrument)
    {
        _tags = metric.Labels;
        (Kind, _bounds) = metric.IsGauge ? (MetricKind.Gauge, null) : MetricKinds.Of(instrument);
        Name = PrometheusNames.Of(instrument, Kind);
        Labels = [.. _tags.Select(PrometheusNames.OfLabel)];
        (Instrument, IsRead, Section) = (instrument, instrument.IsObservable, metric.Section);
        if (_tags.Length == 0)
        {
            Find((string.Empty, string.Empty));
        }
    }

    public string Name { get; }

    public MetricKind Kind { get; }

    public Instrument Instrument { get; }

    public IReadOnlyList<string> Labels { get; }

    public MetricSection Section { get; }

    /// <summary>It tells its whole value whenever it is read, and nothing in between.</summary>
    public bool IsRead { get; }

    public IEnumerable<MetricSeries> Series => _series.Select(pair => pair.Value).OrderBy(series => series.Labels, StringComparer.Ordinal);

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        Find((ValueOf(0, tags), ValueOf(1, tags))).Record(value);

    /// <summary>Forgets what was read before: a model that is gone has no series any more.</summary>
    public void BeginReading()
    {
        if (IsRead && _tags.Length > 0)
        {
            _series.Clear();
        }

        foreach (var series in IsRead ? _series.Values : [])
        {
            series.Reset();
        }
    }

    private string ValueOf(int label, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (label < _tags.Length)
        {
            foreach (var tag in tags)
            {
                if (tag.Key == _tags[label])
                {
                    return tag.Value as string ?? tag.Value?.ToString() ?? string.Empty;
                }
            }
        }

        return string.Empty;
    }

    private MetricSeries Find((string First, string Second) values)
    {
        if (_series.TryGetValue(values, out var known))
        {
            return known;
        }

        if (_series.Count >= MostSeries)
        {
            values = (_tags.Length > 0 ? Other : string.Empty, _tags.Length > 1 ? Other : string.Empty);
        }

        return _series.GetOrAdd(values, Make);
    }

    private MetricSeries Make((string First, string Second) values)
    {
        string[] texts = [values.First, values.Second];
        var labels = string.Join(',', Labels.Select((label, i) => $"{label}=\"{PrometheusNames.Escape(texts[i])}\""));
        return _bounds is null ? new NumberSeries(labels) { LabelValues = texts } : new HistogramSeries(labels, _bounds) { LabelValues = texts };
    }
}
