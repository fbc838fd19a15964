namespace Aigen.Inference.Grammars;

/// <summary>Strings: of a length in code points, of a pattern, of a format.</summary>
internal static class StringRules
{
    /// <summary>The body of the rule; null where no string fits.</summary>
    public static string? Write(GrammarText text, IReadOnlyCollection<SchemaPlace> schemas, Notation notation)
    {
        var least = SchemaValues.Least(schemas, "minLength");
        var most = SchemaValues.Most(schemas, "maxLength");
        if (least > most) return null;
        if (FindPattern(schemas) is { } pattern) return WritePattern(text, schemas, pattern, least, most);
        if (least == 0 && most is null) return notation.AnyText(text);
        return $"\"\\\"\" {text.Repeat(text.Shared(JsonGrammar.Character), least, most)} \"\\\"\"";
    }

    /// <summary>The lengths that fit.</summary>
    public static (int Least, int? Most) Lengths(IReadOnlyCollection<SchemaPlace> schemas) =>
        (SchemaValues.Least(schemas, "minLength"), SchemaValues.Most(schemas, "maxLength"));

    /// <summary>Whether every string fits.</summary>
    public static bool IsAny(IReadOnlyCollection<SchemaPlace> schemas) => Lengths(schemas) == (0, null) && FindPattern(schemas) is null;

    private static string WritePattern(
        GrammarText text, IReadOnlyCollection<SchemaPlace> schemas, (Pattern Pattern, string Keyword) found, int least, int? most)
    {
        var reason = $"the {found.Keyword} beside it does not keep it by itself, and is no repetition of one class";
        var pattern = found.Pattern.Bounded(least, most);
        var (shortest, longest) = pattern.Lengths;
        if (shortest < least) throw SchemaValues.Refuse(With(schemas, "minLength"), "minLength", reason);
        if (most is not null && (longest is null || longest > most))
            throw SchemaValues.Refuse(With(schemas, "maxLength"), "maxLength", reason);
        return $"\"\\\"\" ({new PatternWriter(text).Write(pattern)}) \"\\\"\"";
    }

    private static SchemaPlace With(IEnumerable<SchemaPlace> schemas, string keyword) => schemas.First(schema => schema.Find(keyword) is not null);

    // The one pattern or format of the schemas: two cannot be written as one.
    private static (Pattern Pattern, string Keyword)? FindPattern(IEnumerable<SchemaPlace> schemas)
    {
        (string Text, string Keyword, SchemaPlace Schema)? found = null;
        foreach (var schema in schemas)
        {
            foreach (var keyword in (ReadOnlySpan<string>)["pattern", "format"])
            {
                if (SchemaValues.Text(schema, keyword) is not { } value || (keyword == "format" && NumberRules.IsFormat(value))) continue;
                var pattern = keyword == "pattern" ? value : StringFormats.Find(value)!;
                if (found is { } other && other.Text != pattern)
                    throw SchemaValues.Refuse(schema, keyword, "two patterns or formats for one string");
                found = (pattern, keyword, schema);
            }
        }

        if (found is not { } one) return null;
        try
        {
            return (PatternParser.Parse(one.Text), one.Keyword);
        }
        catch (PatternException refused)
        {
            throw SchemaValues.Refuse(one.Schema, one.Keyword, refused.Message);
        }
    }
}
