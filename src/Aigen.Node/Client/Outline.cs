using System.Text.Json;

namespace Aigen.Node.Client;

/// <summary>Prints an answer for people: a field a line, what is inside of it indented below.</summary>
internal static class Outline
{
    private const int Step = 2;

    public static void Write(TextWriter output, JsonElement value) => Write(output, value, "", "");

    // The first line may start with the dash of a list item; the others stand below it.
    private static void Write(TextWriter output, JsonElement value, string first, string rest)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            output.WriteLine(first + Scalar(value));
            return;
        }

        var width = value.EnumerateObject().Select(field => field.Name.Length).DefaultIfEmpty().Max();
        var indent = first;
        foreach (var field in value.EnumerateObject())
        {
            WriteField(output, field, indent, rest, width);
            indent = rest;
        }
    }

    private static void WriteField(TextWriter output, JsonProperty field, string indent, string rest, int width)
    {
        if (IsScalar(field.Value))
        {
            output.WriteLine($"{indent}{field.Name.PadRight(width)}  {Scalar(field.Value)}");
            return;
        }

        output.WriteLine(indent + field.Name);
        var inner = rest + new string(' ', Step);
        if (field.Value.ValueKind == JsonValueKind.Object)
        {
            Write(output, field.Value, inner, inner);
            return;
        }

        foreach (var item in field.Value.EnumerateArray())
        {
            Write(output, item, $"{inner}- ", inner + new string(' ', Step));
        }
    }

    private static bool IsScalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        JsonValueKind.Array => value.EnumerateArray().All(item => item.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)),
        _ => true,
    };

    private static string Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Object => "-",
        JsonValueKind.Array when value.GetArrayLength() == 0 => "-",
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Scalar)),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => TerminalText.Clean(value.ToString(), keepNewlines: false),
    };
}
