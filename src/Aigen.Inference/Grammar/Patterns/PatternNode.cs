namespace Aigen.Inference.Grammars;

/// <summary>A regular expression, taken apart.</summary>
internal abstract record PatternNode
{
    /// <summary>The fewest and the most code points that it matches; null without an end.</summary>
    public abstract (int Least, int? Most) Lengths { get; }

    // Far beyond every bound that can be asked for, and far below where sums overflow.
    private protected static int Cap(long length) => (int)Math.Min(length, 10_000_000);

    /// <summary>One code point of a set.</summary>
    public sealed record One(CodePointSet Set) : PatternNode
    {
        public override (int Least, int? Most) Lengths => (1, 1);
    }

    /// <summary>One after the other.</summary>
    public sealed record Sequence(IReadOnlyList<PatternNode> Parts) : PatternNode
    {
        public override (int Least, int? Most) Lengths { get; } = (
            Cap(Parts.Sum(part => (long)part.Lengths.Least)),
            Parts.Any(part => part.Lengths.Most is null) ? null : Cap(Parts.Sum(part => (long)part.Lengths.Most!.Value)));
    }

    /// <summary>One of several.</summary>
    public sealed record Choice(IReadOnlyList<PatternNode> Ways) : PatternNode
    {
        public override (int Least, int? Most) Lengths { get; } = (
            Ways.Min(way => way.Lengths.Least), Ways.Any(way => way.Lengths.Most is null) ? null : Ways.Max(way => way.Lengths.Most));
    }

    /// <summary>The same again and again; without an end where <paramref name="Most"/> is null.</summary>
    public sealed record Repeat(PatternNode Part, int Least, int? Most) : PatternNode
    {
        public override (int Least, int? Most) Lengths { get; } = (
            Cap((long)Part.Lengths.Least * Least),
            Most is null || Part.Lengths.Most is null ? null : Cap((long)Part.Lengths.Most.Value * Most.Value));
    }
}
