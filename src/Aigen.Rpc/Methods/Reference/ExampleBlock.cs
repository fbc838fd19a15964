using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aigen.Rpc.Methods;

/// <summary>The example of a method as it looks in a terminal, with long hex cut short.</summary>
internal static class ExampleBlock
{
    private const int LongestText = 24;
    private const int ShownOfHex = 10;
    private const int ShownOfList = 3;

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Pretty = new(Compact) { WriteIndented = true, NewLine = "\n" };

    public static string Of(NodeMethod method)
    {
        if (ReferenceFiles.ExampleOf(method.Name) is not { } example) return "";
        var parameters = example.Parameters is JsonArray { Count: > 0 } or JsonObject { Count: > 0 } ? $" '{Write(example.Parameters, Compact)}'" : "";
        var call = $"$ aigen call {method.Name}{(method.NeedsConnection ? " --ws" : "")}{parameters}";
        var notifications = example.Notifications.Select(one => Write(one, Compact));
        return string.Join('\n', (string[])["```", call, Write(example.Result, method.NeedsConnection ? Compact : Pretty), .. notifications, "```"]);
    }

    private static string Write(JsonNode? node, JsonSerializerOptions options) => JsonSerializer.Serialize(Shorten(node), options);

    private static JsonNode? Shorten(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, Shorten(field.Value)))),
        JsonArray { Count: > ShownOfList + 1 } list when list[0] is JsonObject =>
            new JsonArray([.. list.Take(ShownOfList).Select(Shorten), $"... and {list.Count - ShownOfList} more"]),
        JsonArray list => new JsonArray([.. list.Select(Shorten)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Shorten((string)value!),
        _ => node?.DeepClone(),
    };

    // An address is worth copying; a signature or a hash is not.
    private static string Shorten(string text) =>
        text.StartsWith("0x", StringComparison.Ordinal) && text.Length > LongestText + ShownOfHex * 2 ? $"{text[..ShownOfHex]}..." : text;
}
