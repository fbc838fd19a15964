namespace Aigen.Inference.Grammars;

/// <summary>Arrays: items with schemas of their own, then items of one schema.</summary>
internal sealed class ArrayRules(GrammarText text, SchemaFlattening flattening, Func<Conjunction, string?> compile)
{
    /// <summary>The body of the rule; null where no array fits.</summary>
    public string? Write(IReadOnlyCollection<SchemaPlace> schemas)
    {
        var shape = ArrayShape.Of(schemas);
        flattening.Work(shape.Prefix);
        var (prefix, most) = (new List<string>(), shape.Most);
        while (prefix.Count < shape.Prefix && (most is null || prefix.Count < most))
        {
            // An item that nothing fits ends the array in front of it.
            if (compile(shape.Item(prefix.Count, flattening)) is { } item) prefix.Add(item);
            else most = prefix.Count;
        }

        var rest = most is { } end && end <= prefix.Count ? null : compile(shape.Item(shape.Prefix, flattening));
        if (rest is null) most = Math.Min(most ?? prefix.Count, prefix.Count);
        if (most < shape.Least) return null;
        return Write(prefix, rest, shape.Least, most);
    }

    private string Write(List<string> prefix, string? rest, int least, int? most)
    {
        var ws = text.Shared(JsonGrammar.Space);
        if (most == 0) return $"\"[\" {ws} \"]\"";

        // From the end: what may follow the items up to an index.
        var follow = rest is null ? "" : Follow(rest, Math.Max(0, least - Math.Max(1, prefix.Count)), most - Math.Max(1, prefix.Count));
        for (var i = prefix.Count - 1; i >= 1; i--)
        {
            var next = $"\",\" {ws} {prefix[i]} {follow}";
            follow = text.Rule(i < least ? next : $"({next})?");
        }

        var items = $"{(prefix.Count > 0 ? prefix[0] : rest)} {follow} {ws}";
        return least > 0 ? $"\"[\" {ws} {items} \"]\"" : $"\"[\" {ws} ({items})? \"]\"";
    }

    private string Follow(string item, int least, int? most)
    {
        if (most == 0) return "";
        return text.Repeat(text.Rule($"\",\" {text.Shared(JsonGrammar.Space)} {item}"), least, most);
    }
}
