using System.Diagnostics.Metrics;

namespace Aigen.Node.Metrics;

/// <summary>Listens to the meters of this process and keeps what the table names.</summary>
internal sealed class MetricsCollector : IDisposable
{
    private readonly Dictionary<string, ExportedMetric> _exported = MetricTable.Metrics.ToDictionary(metric => metric.Instrument, StringComparer.Ordinal);
    private readonly Dictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private readonly Meter _own;

    /// <param name="own">The meter of this node; those of other nodes in the process are not listened to.</param>
    public MetricsCollector(Meter own)
    {
        _own = own;

        // The meters are static: whoever touches them first makes their instruments.
        _ = MetricTable.Meters;
        _listener.InstrumentPublished = (instrument, _) => Follow(instrument);
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, family) => Record(family, value, tags));
        _listener.Start();
    }

    /// <summary>Every metric as of now, in the order of the table.</summary>
    public IReadOnlyList<MetricFamily> Read()
    {
        lock (_lock)
        {
            foreach (var family in _families.Values)
            {
                family.BeginReading();
            }

            _listener.RecordObservableInstruments();
            return [.. MetricTable.Metrics.Select(metric => _families.GetValueOrDefault(metric.Instrument)).OfType<MetricFamily>()];
        }
    }

    public void Dispose() => _listener.Dispose();

    private static void Record(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        ((MetricFamily)family!).Record(value, tags);

    private void Follow(Instrument instrument)
    {
        var isOfAnotherNode = instrument.Meter.Name == _own.Name && instrument.Meter != _own;
        if (isOfAnotherNode || !_exported.TryGetValue(instrument.Name, out var metric))
        {
            return;
        }

        MetricFamily? family;
        lock (_lock)
        {
            if (!_families.TryGetValue(instrument.Name, out family))
            {
                _families.Add(instrument.Name, family = new MetricFamily(metric, instrument));
            }
        }

        _listener.EnableMeasurementEvents(instrument, family);
    }
}
