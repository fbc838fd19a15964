using System.Text;
using System.Text.Json;

namespace Aigen.Inference.Grammars;

/// <summary>Values and texts as GBNF literals. A text has one spelling in JSON here: escapes only where JSON asks for them.</summary>
internal static class Literal
{
    /// <summary>The literal of a text.</summary>
    public static string Of(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\') literal.Append('\\').Append(c);
            else if (c is < ' ') literal.Append($"\\x{(int)c:X2}");
            else literal.Append(c);
        }

        return literal.Append('"').ToString();
    }

    /// <summary>The literal of a JSON value in its compact form.</summary>
    public static string OfValue(JsonElement value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return Of(text.ToString());
    }

    /// <summary>A text as JSON writes it, with its quotation marks.</summary>
    public static string Quote(string text)
    {
        var json = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes()) json.Append(Escape(rune.Value) ?? rune.ToString());
        return json.Append('"').ToString();
    }

    /// <summary>How a code point that cannot stand in a JSON string is spelled; null for one that can.</summary>
    public static string? Escape(int codePoint) => codePoint switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        < ' ' => $"\\u{codePoint:x4}",
        _ => null,
    };

    private static void Write(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                Join(text, '{', '}', value.EnumerateObject(), member =>
                {
                    text.Append(Quote(member.Name)).Append(':');
                    Write(text, member.Value);
                });
                break;
            case JsonValueKind.Array:
                Join(text, '[', ']', value.EnumerateArray(), item => Write(text, item));
                break;
            case JsonValueKind.String:
                text.Append(Quote(value.GetString()!));
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void Join<T>(StringBuilder text, char open, char close, IEnumerable<T> parts, Action<T> write)
    {
        text.Append(open);
        var first = true;
        foreach (var part in parts)
        {
            if (!first) text.Append(',');
            first = false;
            write(part);
        }

        text.Append(close);
    }
}
