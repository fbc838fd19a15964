using System.Text;

namespace Aigen.Node.Metrics;

/// <summary>docs/metrics.md: every metric with its type, unit, labels and meaning.</summary>
internal static class MetricsReference
{
    private const string Opening =
        """
        # Metrics

        What `GET /metrics` tells, in the order in which it does; written by the program. Who may ask for them, and what to look at:
        [operations.md](operations.md#monitoring). Labels have values from fixed lists: methods, models of the node, error codes, rules. A counter
        begins at 0 with the process. A histogram `NAME` has the series `NAME_bucket`, `NAME_sum` and `NAME_count`.

        | metric | type | unit | labels | meaning |
        |---|---|---|---|---|

        """;

    public static string Write(IEnumerable<MetricFamily> families)
    {
        var text = new StringBuilder(Opening);
        foreach (var family in families)
        {
            var labels = string.Join(", ", family.Labels.Select(label => $"`{label}`"));
            text.Append($"| `{family.Name}` | {family.Kind.ToString().ToLowerInvariant()} | {UnitOf(family)} | {labels} | {family.Instrument.Description} |\n");
        }

        return text.ToString();
    }

    private static string UnitOf(MetricFamily family) =>
        PrometheusNames.UnitOf(family.Instrument)?.Replace('_', ' ') ?? family.Instrument.Unit?.Trim('{', '}') ?? string.Empty;
}
