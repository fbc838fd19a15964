using System.Text.Json;

namespace Aigen.Inference.Jinja;

/// <summary>JSON as values. All texts in it, keys too, count as the request's.</summary>
internal static class JsonReader
{
    /// <exception cref="JsonException">It is none, or nested deeper than 64 levels.</exception>
    public static JinjaValue Read(string json) => Read(JsonElement.Parse(json));

    private static JinjaValue Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => Dict(value),
        JsonValueKind.Array => new JinjaList([.. value.EnumerateArray().Select(Read)]),
        JsonValueKind.String => Text(value.GetString()!),
        JsonValueKind.Number => Number.Parse(value.GetRawText()),
        JsonValueKind.True => JinjaBoolean.True,
        JsonValueKind.False => JinjaBoolean.False,
        _ => JinjaNone.Value,
    };

    private static JinjaDict Dict(JsonElement value)
    {
        var dict = new JinjaDict();
        foreach (var member in value.EnumerateObject()) dict.Set(Text(member.Name), Read(member.Value));
        return dict;
    }

    private static JinjaString Text(string text) => new(TrackedText.OfRequest(text));
}
