using System.Text;
using System.Text.Json;
using Aigen.Inference.Grammars;

namespace Aigen.Inference;

/// <summary>JSON as Python's json module writes it, which is what chat templates put into prompts and models were trained on.</summary>
internal static class PromptJson
{
    private const int Indent = 4;

    /// <summary>On one line, with a space behind each comma and colon.</summary>
    public static string Spaced(string json) => Write(json, depth: null);

    /// <summary>On many lines, four spaces a level.</summary>
    public static string Indented(string json) => Write(json, depth: 0);

    private static string Write(string json, int? depth)
    {
        var text = new StringBuilder(json.Length * 2);
        Write(text, JsonElement.Parse(json), depth);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonElement value, int? depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                Join(text, '{', '}', depth, value.EnumerateObject(), member =>
                {
                    text.Append(Literal.Quote(member.Name)).Append(": ");
                    Write(text, member.Value, depth + 1);
                });
                break;
            case JsonValueKind.Array:
                Join(text, '[', ']', depth, value.EnumerateArray(), item => Write(text, item, depth + 1));
                break;
            case JsonValueKind.String:
                text.Append(Literal.Quote(value.GetString()!));
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void Join<T>(StringBuilder text, char open, char close, int? depth, IEnumerable<T> parts, Action<T> write)
    {
        text.Append(open);
        var isFirst = true;
        foreach (var part in parts)
        {
            if (!isFirst) text.Append(depth is null ? ", " : ",");
            if (depth is { } level) text.Append('\n').Append(' ', Indent * (level + 1));
            isFirst = false;
            write(part);
        }

        if (depth is { } end && !isFirst) text.Append('\n').Append(' ', Indent * end);
        text.Append(close);
    }
}
