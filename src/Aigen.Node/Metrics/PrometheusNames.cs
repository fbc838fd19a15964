using System.Diagnostics.Metrics;

namespace Aigen.Node.Metrics;

/// <summary>Names by Prometheus' conventions, https://prometheus.io/docs/practices/naming: base units, the unit last, counters with _total.</summary>
internal static class PrometheusNames
{
    private const string Information = "_info";

    public static string Of(Instrument instrument, MetricKind kind)
    {
        var name = OfLabel(instrument.Name);
        if (UnitOf(instrument) is { } unit && !name.EndsWith("_" + unit, StringComparison.Ordinal) && !name.EndsWith(Information, StringComparison.Ordinal))
        {
            name += "_" + unit;
        }

        return kind == MetricKind.Counter && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    /// <summary>The unit in full; null for what is only counted.</summary>
    public static string? UnitOf(Instrument instrument) => instrument.Unit switch
    {
        "s" => "seconds",
        "By" => "bytes",
        "{token}/s" => "tokens_per_second",
        _ => null,
    };

    public static string OfLabel(string name) => name.Replace('.', '_');

    public static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
