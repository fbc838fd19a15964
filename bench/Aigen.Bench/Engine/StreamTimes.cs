namespace Aigen.Bench;

/// <summary>When each token of some streams came.</summary>
/// <param name="Streams">When the request was sent, then when each token came; all in seconds of one clock.</param>
internal sealed record StreamTimes(IReadOnlyList<IReadOnlyList<double>> Streams)
{
    /// <summary>Tokens a second from the first request to the last token.</summary>
    public double Rate => Streams.Sum(stream => stream.Count - 1) / (Streams.Max(stream => stream[^1]) - Streams.Min(stream => stream[0]));

    /// <summary>Tokens a second while all of them are written: from the last one's first token to the first one's last.</summary>
    public double SharedRate
    {
        get
        {
            var (from, to) = (Streams.Max(stream => stream[1]), Streams.Min(stream => stream[^1]));
            return Streams.Sum(stream => stream.Skip(1).Count(time => time > from && time <= to)) / (to - from);
        }
    }

    /// <summary>Milliseconds to the first token, of the stream at a quantile.</summary>
    public double FirstToken(double quantile) => 1000 * At(Streams.Select(stream => stream[1] - stream[0]), quantile);

    /// <summary>Milliseconds between two tokens of a stream, at a quantile of all.</summary>
    public double Gap(double quantile) => 1000 * At(Streams.SelectMany(stream => stream.Skip(2).Zip(stream.Skip(1), (b, a) => b - a)), quantile);

    private static double At(IEnumerable<double> values, double quantile)
    {
        var sorted = values.Order().ToList();
        return sorted[(int)Math.Min(sorted.Count - 1, quantile * sorted.Count)];
    }
}
