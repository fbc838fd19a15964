using System.Globalization;
using System.Text;
using Aigen.Inference;

namespace Aigen.Metering;

/// <summary>JSON exactly as JavaScript's <c>JSON.stringify</c> writes it. System.Text.Json escapes more, whichever encoder it is given.</summary>
internal static class Stringify
{
    public static void Text(StringBuilder json, string? text)
    {
        if (text is null)
        {
            json.Append("null");
            return;
        }

        json.Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append("\\\\"),
                '\b' => json.Append("\\b"),
                '\f' => json.Append("\\f"),
                '\n' => json.Append("\\n"),
                '\r' => json.Append("\\r"),
                '\t' => json.Append("\\t"),
                < ' ' => json.Append($"\\u{(int)c:x4}"),
                _ => json.Append(c),
            };
        }

        json.Append('"');
    }

    /// <summary>What is called, without ids: <c>[{"name":...,"arguments":...},...]</c>, the arguments as text.</summary>
    public static string Calls(IReadOnlyList<ToolCall> calls)
    {
        var json = new StringBuilder("[");
        foreach (var call in calls)
        {
            json.Append(json.Length == 1 ? "" : ",");
            Function(json, call);
        }

        return json.Append(']').ToString();
    }

    /// <summary><c>{"name":...,"arguments":...}</c></summary>
    public static void Function(StringBuilder json, ToolCall call)
    {
        json.Append("{\"name\":");
        Text(json, call.Name);
        json.Append(",\"arguments\":");
        Text(json, call.Arguments);
        json.Append('}');
    }

    /// <summary>A number of a size that options have: the shortest digits that read back as it, with an exponent only below a millionth.</summary>
    public static string Number(double value)
    {
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var mark = shortest.IndexOf('E', StringComparison.Ordinal);
        if (mark < 0)
        {
            return shortest == "-0" ? "0" : shortest;
        }

        // .NET has 1E-05 where JavaScript has 0.00001, and 1E-07 where it has 1e-7.
        var exponent = int.Parse(shortest.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (exponent < -6)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{shortest.AsSpan(0, mark)}e{exponent}");
        }

        var sign = value < 0 ? "-" : "";
        var digits = shortest[..mark].Replace(".", "", StringComparison.Ordinal).TrimStart('-');
        return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
    }

    /// <summary>A bias; never is <c>false</c>.</summary>
    public static string Bias(double bias) => double.IsNegativeInfinity(bias) ? "false" : Number(bias);

    /// <summary>JSON as it came, but without white space between its tokens: what JSON.stringify made stays as it is.</summary>
    public static string Compact(string json)
    {
        var compact = new StringBuilder(json.Length);
        var (isText, isEscaped) = (false, false);
        foreach (var c in json)
        {
            if (isText || c is not (' ' or '\t' or '\n' or '\r'))
            {
                compact.Append(c);
            }

            if (c == '"' && !isEscaped)
            {
                isText = !isText;
            }

            isEscaped = isText && c == '\\' && !isEscaped;
        }

        return compact.ToString();
    }
}
