namespace Aigen.Inference.Grammars;

/// <summary>Writes repetitions out as rules.</summary>
internal static class Repetitions
{
    /// <summary>
    /// Appends what is repeated as often as it must come, then a rule for what may come besides: S? is <c>p ::= S |</c>, S{0,2} is
    /// <c>p ::= S q |</c> with <c>q ::= S |</c>, S* is <c>p ::= S p |</c>.
    /// </summary>
    public static void Append(
        GrammarRules rules, string name, List<GrammarItem> sequence, List<GrammarItem> repeated, int least, int? most)
    {
        if ((long)least * repeated.Count > GrammarLimits.Elements)
            throw new GrammarRefusedException($"a repetition in the rule {name} makes more than {GrammarLimits.Elements} elements");
        for (var i = 0; i < least; i++) sequence.AddRange(repeated);
        if (most is null) sequence.Add(new GrammarItem(null, Endless(rules, name, repeated)));
        else if (most > least) sequence.Add(new GrammarItem(null, UpTo(rules, name, repeated, most.Value - least)));
    }

    private static int Endless(GrammarRules rules, string name, List<GrammarItem> repeated)
    {
        var rule = rules.AddPart(name);
        rules.Append(rule, [.. repeated, new GrammarItem(null, rule)]);
        rules.Append(rule, []);
        return rule;
    }

    private static int UpTo(GrammarRules rules, string name, List<GrammarItem> repeated, int times)
    {
        var rule = rules.AddPart(name, repeated, []);
        for (var i = 1; i < times; i++) rule = rules.AddPart(name, [.. repeated, new GrammarItem(null, rule)], []);
        return rule;
    }
}
