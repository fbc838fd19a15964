using System.Globalization;
using System.Text;

namespace Aigen.Node.Metrics;

/// <summary>The text format, version 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(IEnumerable<MetricFamily> families)
    {
        var text = new StringBuilder();
        foreach (var family in families)
        {
            text.Append("# HELP ").Append(family.Name).Append(' ').Append(HelpOf(family)).Append('\n');
            text.Append("# TYPE ").Append(family.Name).Append(' ').Append(family.Kind.ToString().ToLowerInvariant()).Append('\n');
            foreach (var series in family.Series)
            {
                Write(text, family.Name, series);
            }
        }

        return text.ToString();
    }

    private static string HelpOf(MetricFamily family) =>
        (family.Instrument.Description ?? string.Empty).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static void Write(StringBuilder text, string name, MetricSeries series)
    {
        switch (series)
        {
            case NumberSeries number:
                Line(text, name, series.Labels, number.Value);
                break;
            case HistogramSeries histogram:
                Write(text, name, histogram);
                break;
        }
    }

    private static void Write(StringBuilder text, string name, HistogramSeries histogram)
    {
        long count = 0;
        var before = histogram.Labels.Length > 0 ? histogram.Labels + "," : string.Empty;
        for (var i = 0; i <= histogram.Bounds.Count; i++)
        {
            count += histogram.CountAt(i);
            var bound = i < histogram.Bounds.Count ? Number(histogram.Bounds[i]) : "+Inf";
            Line(text, name + "_bucket", $"{before}le=\"{bound}\"", count);
        }

        Line(text, name + "_sum", histogram.Labels, histogram.Sum);
        Line(text, name + "_count", histogram.Labels, count);
    }

    private static void Line(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
