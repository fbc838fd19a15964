namespace Aigen.Node.Metrics;

/// <summary>One line of numbers: a metric with certain labels. Safe for any number of threads.</summary>
internal abstract class MetricSeries(string labels)
{
    /// <summary>As the text format has them, without braces: <c>method="health"</c>; empty for none.</summary>
    public string Labels => labels;

    /// <summary>The labels' values, in the family's order. Default: none.</summary>
    public IReadOnlyList<string> LabelValues { get; init; } = [];

    public abstract void Record(double value);

    /// <summary>Begins anew, before a reading that tells the whole value.</summary>
    public virtual void Reset()
    {
    }

    protected static void Add(ref double sum, double value)
    {
        double was;
        do
        {
            was = Volatile.Read(ref sum);
        }
        while (Interlocked.CompareExchange(ref sum, was + value, was) != was);
    }
}

/// <summary>A counter or a gauge.</summary>
internal sealed class NumberSeries(string labels) : MetricSeries(labels)
{
    private double _value;

    public double Value => Volatile.Read(ref _value);

    public override void Record(double value) => Add(ref _value, value);

    public override void Reset() => Volatile.Write(ref _value, 0);
}

/// <summary>How many values there were up to each bound, and their sum.</summary>
internal sealed class HistogramSeries(string labels, double[] bounds) : MetricSeries(labels)
{
    private readonly long[] _counts = new long[bounds.Length + 1];
    private double _sum;

    public IReadOnlyList<double> Bounds => bounds;

    public double Sum => Volatile.Read(ref _sum);

    public override void Record(double value)
    {
        var at = Array.BinarySearch(bounds, value);
        Interlocked.Increment(ref _counts[at < 0 ? ~at : at]);
        Add(ref _sum, value);
    }

    /// <summary>How many values lay between the bound before and this one; behind the last bound, all greater ones.</summary>
    public long CountAt(int bound) => Volatile.Read(ref _counts[bound]);
}
