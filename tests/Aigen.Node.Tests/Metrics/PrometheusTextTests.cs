using System.Diagnostics.Metrics;
using Aigen.Node.Metrics;

namespace Aigen.Node.Tests.Metrics;

/// <summary>The bytes that are sent, and what it costs to measure.</summary>
public sealed class PrometheusTextTests : IDisposable
{
    private readonly Meter _meter = new("Aigen.Test");

    public void Dispose() => _meter.Dispose();

    [Fact]
    public void Write_EveryKind_IsTheTextFormat()
    {
        var counter = Family(_meter.CreateCounter<long>("aigen.test.errors", "{answer}", "Errors,\nby \\ code."), "code");
        var gauge = Family(_meter.CreateUpDownCounter<long>("aigen.test.size", "By", "Size."));
        var histogram = Family(Histogram("aigen.test.call.duration", 0.001, 1), "method", "end.kind");
        Record(counter, 2, ("code", -32601), ("more", "not exported"));
        Record(counter, 1, ("code", "a\"b\\c\nd"));
        gauge.Record(7, []);
        gauge.Record(-2.5, []);
        foreach (var value in new[] { 0.0005, 0.001, 0.5, 1, 3 })
        {
            Record(histogram, value, ("method", "health"), ("end.kind", "stop"));
        }

        Assert.Equal(
            """
            # HELP aigen_test_errors_total Errors,\nby \\ code.
            # TYPE aigen_test_errors_total counter
            aigen_test_errors_total{code="-32601"} 2
            aigen_test_errors_total{code="a\"b\\c\nd"} 1
            # HELP aigen_test_size_bytes Size.
            # TYPE aigen_test_size_bytes gauge
            aigen_test_size_bytes 4.5
            # HELP aigen_test_call_duration_seconds A test's.
            # TYPE aigen_test_call_duration_seconds histogram
            aigen_test_call_duration_seconds_bucket{method="health",end_kind="stop",le="0.001"} 2
            aigen_test_call_duration_seconds_bucket{method="health",end_kind="stop",le="1"} 4
            aigen_test_call_duration_seconds_bucket{method="health",end_kind="stop",le="+Inf"} 5
            aigen_test_call_duration_seconds_sum{method="health",end_kind="stop"} 4.5015
            aigen_test_call_duration_seconds_count{method="health",end_kind="stop"} 5

            """,
            PrometheusText.Write([counter, gauge, histogram]));
    }

    [Fact]
    public void Record_ManyValuesOfALabel_EndInOneSeries()
    {
        var counter = Family(_meter.CreateCounter<long>("aigen.test.flood"), "code");

        for (var i = 0; i < 2000; i++)
        {
            Record(counter, 1, ("code", i));
        }

        Assert.Equal(501, counter.Series.Count());
        Assert.Equal(1500, ((NumberSeries)counter.Series.Single(series => series.Labels == "code=\"other\"")).Value);
    }

    [Fact]
    public void Record_ThroughAListener_AllocatesNothing()
    {
        var histogram = Histogram("aigen.rpc.call.duration", 0.001, 1);
        using var collector = new MetricsCollector(_meter);
        var method = new KeyValuePair<string, object?>("method", "health");
        for (var i = 0; i < 100; i++)
        {
            histogram.Record(0.01, method);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        const int Records = 10_000;
        for (var i = 0; i < Records; i++)
        {
            histogram.Record(0.01, method);
        }

        // The runtime may need something once, on this thread too: less than a byte for each is nothing for any.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Records - 1);
        Assert.True(histogram.Enabled);
    }

    [Fact]
    public async Task Record_FromManyThreads_LosesNothing()
    {
        var histogram = Family(Histogram("aigen.test.shared", 1));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 10_000; i++) histogram.Record(0.5, []);
        })));

        var series = (HistogramSeries)Assert.Single(histogram.Series);
        Assert.Equal((80_000, 40_000), (series.CountAt(0), series.Sum));
    }

    private static MetricFamily Family(Instrument instrument, params string[] labels) => new(new ExportedMetric(instrument.Name, labels), instrument);

    private static void Record(MetricFamily family, double value, params (string Name, object Value)[] tags) =>
        family.Record(value, [.. tags.Select(tag => new KeyValuePair<string, object?>(tag.Name, tag.Value))]);

    private Histogram<double> Histogram(string name, params double[] bounds) => _meter.CreateHistogram(
        name, "s", "A test's.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds });
}
