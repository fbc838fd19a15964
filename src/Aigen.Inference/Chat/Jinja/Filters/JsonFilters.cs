using System.Text.Json;

namespace Aigen.Inference.Jinja;

/// <summary>Filters between values and JSON.</summary>
internal static class JsonFilters
{
    /// <summary>With the arguments of Python's json.dumps; other than Jinja's own filter it escapes nothing for HTML, as model authors' renderers do.</summary>
    public static JinjaValue ToJson(JinjaValue value, Arguments arguments)
    {
        var indent = Indent(arguments);
        var (item, key) = arguments.Find(2, "separators") is JinjaList { Items: [JinjaString one, JinjaString other] }
            ? (one.Value, other.Value) : (indent is null ? ", " : ",", ": ");
        var text = new TextBuilder(arguments.Rendering);
        new JsonWriter(text)
        {
            EnsureAscii = arguments.Flag(0, "ensure_ascii", false),
            Indent = indent,
            ItemSeparator = item,
            KeySeparator = key,
            SortKeys = arguments.Flag(3, "sort_keys", false),
        }.Write(value);
        return new JinjaString(text.ToText());
    }

    public static JinjaValue FromJson(JinjaValue value, Arguments arguments)
    {
        var json = value.ToText(arguments.Rendering).Value;
        arguments.Rendering.Step(json.Length);
        try
        {
            return JsonReader.Read(json);
        }
        // Half a character is of these kinds: the first as an escape, the second as it is.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new JinjaException("from_json was given a text that is no JSON");
        }
    }

    private static string? Indent(Arguments arguments) => arguments.Find(1, "indent") switch
    {
        null or JinjaNone => null,
        JinjaString own => own.Value,
        _ => new string(' ', FieldFormat.Check(Math.Max(0, arguments.Integer(1, "indent") ?? 0))),
    };
}
