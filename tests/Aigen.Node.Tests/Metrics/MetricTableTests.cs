using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Aigen.Node.Metrics;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Metrics;

/// <summary>The table of metrics, the page about them, and what is drawn from them.</summary>
public sealed partial class MetricTableTests(DevNode node) : IClassFixture<DevNode>
{
    [Fact]
    public void Table_HasEveryInstrumentOfTheNodesParts()
    {
        var known = MetricTable.Metrics.Select(metric => metric.Instrument).ToHashSet();

        // Nodes of other tests publish theirs meanwhile, on their threads.
        var instruments = new ConcurrentQueue<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name.StartsWith("Aigen.", StringComparison.Ordinal)) instruments.Enqueue(instrument.Name);
        };
        listener.Start();

        Assert.NotEmpty(instruments);
        Assert.Subset(known, instruments.ToHashSet());
    }

    [Fact]
    public void Table_HasNothingThatIsNotMeasured() =>
        Assert.Equal(MetricTable.Metrics.Select(metric => metric.Instrument), node.Host.Metrics.Read().Select(family => family.Instrument.Name));

    [Fact]
    public void Names_AreThoseOfPrometheusConventions()
    {
        foreach (var family in node.Host.Metrics.Read())
        {
            Assert.Matches("^[a-z][a-z0-9_]*$", family.Name);
            Assert.Equal(family.Kind == MetricKind.Counter, family.Name.EndsWith("_total", StringComparison.Ordinal));
            Assert.False(string.IsNullOrWhiteSpace(family.Instrument.Description));
        }
    }

    // AIGEN_WRITE_DOCS=1 has this test write the page.
    [Fact]
    public async Task Reference_OfTheTable_IsDocsMetricsMd()
    {
        var (path, page) = (Vectors.Find("docs/metrics.md")!, MetricsReference.Write(node.Host.Metrics.Read()));
        if (Environment.GetEnvironmentVariable("AIGEN_WRITE_DOCS") == "1") await File.WriteAllTextAsync(path, page);

        Assert.Equal(await File.ReadAllTextAsync(path), page);
    }

    [Theory]
    [InlineData("docs/operations/grafana-dashboard.json")]
    [InlineData("docs/operations/prometheus-alerts.yml")]
    public async Task DashboardAndAlerts_NameNothingThatIsNotThere(string file)
    {
        var known = node.Host.Metrics.Read().SelectMany(family => family.Kind == MetricKind.Histogram
            ? new[] { $"{family.Name}_bucket", $"{family.Name}_sum", $"{family.Name}_count" }
            : [family.Name]).ToHashSet();

        var named = SeriesNames().Matches(await File.ReadAllTextAsync(Vectors.Find(file)!)).Select(match => match.Value).ToHashSet();

        Assert.NotEmpty(named);
        Assert.Subset(known, named);
    }

    [Fact]
    public async Task Dashboard_IsJsonWithATitleAndAQueryInEveryPanel()
    {
        var dashboard = System.Text.Json.JsonElement.Parse(await File.ReadAllTextAsync(Vectors.Find("docs/operations/grafana-dashboard.json")!));

        Assert.All(dashboard.GetProperty("panels").EnumerateArray(), panel =>
        {
            Assert.NotEqual("", panel.Text("title"));
            Assert.True(panel.Text("type") == "row" || panel.GetProperty("targets").EnumerateArray().All(target => target.Text("expr") is { Length: > 0 }));
        });
    }

    [GeneratedRegex("\\b(?:aigen|dotnet|kestrel)_[a-z0-9_]+")]
    private static partial Regex SeriesNames();
}
