using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aigen.Node.Client;

/// <summary>JSON as it is printed: letters as they are, since no browser reads it.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonWriterOptions Indented = OneLine with { Indented = true, NewLine = "\n" };

    public static string Pretty(JsonElement value) => Write(value, Indented);

    public static string Compact(JsonElement value) => Write(value, OneLine);

    public static JsonElement ToElement(JsonNode node) => JsonElement.Parse(node.ToJsonString());

    private static string Write(JsonElement value, JsonWriterOptions options)
    {
        var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, options))
        {
            value.WriteTo(json);
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }
}
