namespace Aigen.Inference.Jinja;

/// <summary>Filters that make texts.</summary>
internal static class TextFilters
{
    public static JinjaValue ToText(JinjaValue value, Arguments arguments) => Of(Text(value, arguments));

    public static JinjaValue Upper(JinjaValue value, Arguments arguments) => Of(Changed(value, arguments, text => text.Become(text.Value.ToUpperInvariant())));

    public static JinjaValue Lower(JinjaValue value, Arguments arguments) => Of(Changed(value, arguments, text => text.Become(text.Value.ToLowerInvariant())));

    public static JinjaValue Capitalize(JinjaValue value, Arguments arguments) => Of(Changed(value, arguments, TitleCase.Capitalize));

    public static JinjaValue Title(JinjaValue value, Arguments arguments) =>
        Of(Changed(value, arguments, text => TitleCase.Of(text, before => PythonSpace.Is(before) || before is '-' or '(' or '{' or '[' or '<')));

    public static JinjaValue Trim(JinjaValue value, Arguments arguments)
    {
        var characters = arguments.Text(0, "chars")?.Value;
        return Of(Changed(value, arguments, text => PythonSpace.Trim(text, characters is null ? PythonSpace.Is : characters.Contains)));
    }

    public static JinjaValue Center(JinjaValue value, Arguments arguments)
    {
        var text = new TextBuilder(arguments.Rendering);
        var field = FieldFormat.None with { Side = '^', Kind = 's', Width = FieldFormat.Check(arguments.Integer(0, "width") ?? 80) };
        field.Write(text, Of(Text(value, arguments)));
        return Of(text.ToText());
    }

    public static JinjaValue Format(JinjaValue value, Arguments arguments)
    {
        if (arguments.Named.Count == 0)
            return Of(PercentFormat.Write(arguments.Rendering, Text(value, arguments), new JinjaList([.. arguments.Positional], isTuple: true)));
        var values = new JinjaDict();
        foreach (var (name, named) in arguments.Named) values.Set(name, named);
        return Of(PercentFormat.Write(arguments.Rendering, Text(value, arguments), values));
    }

    public static JinjaValue Replace(JinjaValue value, Arguments arguments) =>
        Of(TextSearch.Replace(Text(value, arguments), TextOf(0, "old", arguments), TextOf(1, "new", arguments), arguments.Integer(2, "count") ?? -1, arguments.Rendering));

    public static JinjaValue Join(JinjaValue value, Arguments arguments)
    {
        var separator = arguments.Text(0, "d") ?? TrackedText.Empty;
        var attribute = arguments.Text(1, "attribute")?.Value;
        var text = new TextBuilder(arguments.Rendering);
        var isFirst = true;
        foreach (var member in value.Iterate(arguments.Rendering))
        {
            if (!isFirst) text.Append(separator);
            isFirst = false;
            (attribute is null ? member : Members.Path(member, attribute, arguments.Rendering)).Write(text);
        }

        return Of(text.ToText());
    }

    public static JinjaValue Indent(JinjaValue value, Arguments arguments)
    {
        var width = arguments.Find(0, "width");
        var indent = width is JinjaString own ? own.Text : TrackedText.Own(new string(' ', FieldFormat.Check(Math.Max(0, arguments.Integer(0, "width") ?? 4))));
        var (first, blank) = (arguments.Flag(1, "first", false), arguments.Flag(2, "blank", false));
        var text = new TextBuilder(arguments.Rendering);
        var lines = TextSearch.Lines(new TextBuilder(arguments.Rendering).Append(Text(value, arguments)).Append("\n").ToText(), keepEnds: false, arguments.Rendering);
        for (var i = 0; i < lines.Count; i++)
        {
            if (i > 0) text.Append("\n");
            if (i == 0 ? first : blank || lines[i].Value.Length > 0) text.Append(indent);
            text.Append(lines[i]);
        }

        return Of(text.ToText());
    }

    public static JinjaValue Truncate(JinjaValue value, Arguments arguments)
    {
        var text = Text(value, arguments);
        var (length, isCut) = (Math.Max(0, arguments.Integer(0, "length") ?? 255), arguments.Flag(1, "killwords", false));
        var end = arguments.Text(2, "end") ?? TrackedText.Own("...");
        if (text.CodePoints <= length + (long)(arguments.Integer(3, "leeway") ?? 5)) return Of(text);

        var kept = text.Slice(0, text.OffsetOf(Math.Max(0, length - end.CodePoints)));
        if (!isCut && kept.Value.LastIndexOf(' ') is >= 0 and var space) kept = kept.Slice(0, space);
        return Of(new TextBuilder(arguments.Rendering).Append(kept).Append(end).ToText());
    }

    public static JinjaValue WordCount(JinjaValue value, Arguments arguments) =>
        new JinjaInteger(TextSearch.Words(Text(value, arguments), -1, arguments.Rendering).Count);

    public static JinjaValue Escape(JinjaValue value, Arguments arguments)
    {
        var text = new TextBuilder(arguments.Rendering);
        text.AppendEscaped(Text(value, arguments), c => c switch
        {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '\'' => "&#39;",
            '"' => "&#34;",
            _ => null,
        });
        return Of(text.ToText());
    }

    private static JinjaString Of(TrackedText text) => new(text);

    private static TrackedText Text(JinjaValue value, Arguments arguments) => value.ToText(arguments.Rendering);

    private static TrackedText TextOf(int index, string name, Arguments arguments) => arguments.Required(index, name).ToText(arguments.Rendering);

    private static TrackedText Changed(JinjaValue value, Arguments arguments, Func<TrackedText, TrackedText> change)
    {
        var text = Text(value, arguments);
        arguments.Rendering.Make(text.Value.Length);
        return change(text);
    }
}
