namespace Aigen.Inference.Grammars;

/// <summary>One alternative of a whole pattern.</summary>
/// <param name="Node">What it matches.</param>
/// <param name="FromStart">Whether it begins with <c>^</c>; else anything may come before.</param>
/// <param name="ToEnd">Whether it ends with <c>$</c>; else anything may come after.</param>
internal sealed record PatternWay(PatternNode Node, bool FromStart, bool ToEnd);

/// <summary>A whole pattern, as JSON Schema means it: it matches somewhere in the string unless anchors say where.</summary>
internal sealed record Pattern(IReadOnlyList<PatternWay> Ways)
{
    /// <summary>The lengths of the strings that it lets through.</summary>
    public (int Least, int? Most) Lengths => (
        Ways.Min(way => way.Node.Lengths.Least),
        Ways.Any(way => !way.FromStart || !way.ToEnd || way.Node.Lengths.Most is null) ? null : Ways.Max(way => way.Node.Lengths.Most));

    /// <summary>
    /// The same pattern with bounds of length worked in where that is exact, which is where the whole is a repetition of single code
    /// points, as in <c>^[a-z]+$</c>; else the pattern as it is.
    /// </summary>
    public Pattern Bounded(int least, int? most)
    {
        if (Ways is not [{ FromStart: true, ToEnd: true, Node: PatternNode.Repeat { Part: PatternNode.One } repeat } way]) return this;
        var (from, to) = (Math.Max(least, repeat.Least), most is null ? repeat.Most : Math.Min(most.Value, repeat.Most ?? int.MaxValue));
        return from > to ? this : new Pattern([way with { Node = new PatternNode.Repeat(repeat.Part, from, to) }]);
    }
}
