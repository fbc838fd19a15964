using System.Text.Json.Nodes;

namespace Aigen.Rpc.Methods;

/// <summary>The fields of a result and of notifications, in words.</summary>
internal static class ResultFields
{
    // What lies deeper is told by the method that answers it by itself.
    private const int DeepestPath = 1;

    public static string Of(NodeMethod method)
    {
        var schemas = new ResultSchemas();
        var result = $"Result: {Words(schemas.Of(method.Result), schemas)}.";
        var notifications = method.Notifications.Select(type => Words(schemas.Of(type), schemas)).ToList();
        var follow = notifications.Count == 0 ? [] : new[] { $"Notifications: {string.Join("; ", notifications)}." };
        return string.Join('\n', [result, .. follow, .. Described(method.Notifications.Prepend(method.Result), schemas)]);
    }

    private static string Words(JsonNode schema, ResultSchemas schemas) => Resolve(schema, schemas) switch
    {
        { } found when found["properties"] is JsonObject fields => $"`{{{string.Join(", ", fields.Select(field => field.Key))}}}`",
        { } found when found["items"] is { } items => $"a list of {Words(items, schemas)}",
        var found => found["type"] switch
        {
            JsonValue type when (string?)type == "boolean" => "true or false",
            JsonValue type when (string?)type == "string" => "the subscription's id",
            _ => "an object",
        },
    };

    // Only what a name does not say by itself has a description.
    private static IEnumerable<string> Described(IEnumerable<Type> types, ResultSchemas schemas) => types
        .Select(type => Resolve(schemas.Of(type), schemas))
        .SelectMany(schema => Lines(schema, "", schemas)).Distinct();

    private static IEnumerable<string> Lines(JsonObject schema, string prefix, ResultSchemas schemas)
    {
        if (schema["items"] is { } items) return Lines(Resolve(items, schemas), prefix, schemas);
        if (schema["properties"] is not JsonObject fields) return [];
        return fields.SelectMany(field => Lines(field.Key, field.Value!, prefix, schemas));
    }

    private static IEnumerable<string> Lines(string name, JsonNode field, string prefix, ResultSchemas schemas)
    {
        if ((string?)field["description"] is { } description) yield return $"- `{prefix}{name}`: {description}";
        if (prefix.Count(c => c == '.') == DeepestPath) yield break;
        foreach (var line in Lines(Resolve(field, schemas), $"{prefix}{name}.", schemas)) yield return line;
    }

    private static JsonObject Resolve(JsonNode schema, ResultSchemas schemas)
    {
        var target = schema["anyOf"] is JsonArray either ? either[0]! : schema;
        return (string?)target["$ref"] is { } reference ? schemas.Component(reference) : target.AsObject();
    }
}
