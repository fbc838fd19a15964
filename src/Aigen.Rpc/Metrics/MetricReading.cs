namespace Aigen.Rpc.Metrics;

/// <summary>One metric as it is now.</summary>
/// <param name="Name">As <c>/metrics</c> has it.</param>
/// <param name="Type">counter, gauge or histogram.</param>
public sealed record MetricReading(string Name, MetricSection Section, string Type, IReadOnlyList<SeriesReading> Series);

/// <summary>What of the node a metric tells of.</summary>
public enum MetricSection
{
    Ai,
    Network,
    Blockchain,
}

/// <summary>One line of numbers of a metric.</summary>
/// <param name="Labels">Empty where it has none.</param>
/// <param name="Value">Of a counter or gauge; of a histogram the sum.</param>
/// <param name="Count">How many values a histogram has; null for the others.</param>
public sealed record SeriesReading(IReadOnlyDictionary<string, string> Labels, double Value, long? Count);
