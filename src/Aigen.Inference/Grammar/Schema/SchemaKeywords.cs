using System.Text.Json;

namespace Aigen.Inference.Grammars;

/// <summary>The keywords of JSON Schema: what the compiler makes of each. One that is not here is refused, a misspelt one too.</summary>
internal static class SchemaKeywords
{
    private static readonly HashSet<string> Annotations =
    [
        "title", "description", "default", "example", "examples", "$schema", "$comment", "$anchor", "$vocabulary",
        "deprecated", "readOnly", "writeOnly",
        "contentEncoding", "contentMediaType", "contentSchema", "externalDocs", "xml",
    ];

    // Places for schemas that only a reference uses.
    private static readonly HashSet<string> Shelves = ["$defs", "definitions"];

    /// <summary>The keywords that are compiled, and the types that each says something of.</summary>
    private static readonly Dictionary<string, JsonTypes> Compiled = new()
    {
        ["type"] = JsonTypes.None,
        ["nullable"] = JsonTypes.None,
        ["enum"] = JsonTypes.None,
        ["const"] = JsonTypes.None,
        ["allOf"] = JsonTypes.None,
        ["anyOf"] = JsonTypes.None,
        ["oneOf"] = JsonTypes.None,
        ["$ref"] = JsonTypes.None,
        ["properties"] = JsonTypes.Object,
        ["required"] = JsonTypes.Object,
        ["additionalProperties"] = JsonTypes.Object,
        ["minProperties"] = JsonTypes.Object,
        ["maxProperties"] = JsonTypes.Object,
        ["items"] = JsonTypes.Array,
        ["prefixItems"] = JsonTypes.Array,
        ["minItems"] = JsonTypes.Array,
        ["maxItems"] = JsonTypes.Array,
        ["minLength"] = JsonTypes.String,
        ["maxLength"] = JsonTypes.String,
        ["pattern"] = JsonTypes.String,
        ["minimum"] = JsonTypes.Number,
        ["maximum"] = JsonTypes.Number,
        ["exclusiveMinimum"] = JsonTypes.Number,
        ["exclusiveMaximum"] = JsonTypes.Number,
        // Of strings or of numbers, by its value.
        ["format"] = JsonTypes.None,
    };

    private static readonly Dictionary<string, string> Reasons = new()
    {
        ["not"] = "a grammar cannot say what a value is not",
        ["if"] = "a grammar cannot make one part of a value depend on another",
        ["multipleOf"] = "a grammar cannot divide",
        ["uniqueItems"] = "a grammar cannot compare items",
        ["patternProperties"] = "a grammar cannot sort names by several patterns",
        ["contains"] = "a grammar cannot count the items that match",
    };

    /// <summary>Whether the keyword says something of the values of some types, and of which.</summary>
    public static bool Constrains(string keyword, out JsonTypes types) => Compiled.TryGetValue(keyword, out types);

    /// <exception cref="SchemaRefusedException">A keyword of the schema is not one that is compiled, or is there in a form that is not.</exception>
    public static void Check(SchemaPlace schema)
    {
        if (SchemaValues.Text(schema, "format") is { } format && !NumberRules.IsFormat(format) && StringFormats.Find(format) is null)
            throw SchemaValues.Refuse(schema, "format", $"the format \"{format}\" is not one of {string.Join(", ", StringFormats.Names)}");
        foreach (var (keyword, place) in schema.Members())
        {
            if (Compiled.ContainsKey(keyword) || Annotations.Contains(keyword) || Shelves.Contains(keyword)) continue;
            if (SaysNothing(keyword, place.Value)) continue;
            if (keyword == "$id" && schema.Pointer.Length == 0) continue;
            if (keyword.StartsWith("x-", StringComparison.Ordinal)) continue;
            throw new SchemaRefusedException(schema.Pointer, keyword, Reasons.GetValueOrDefault(keyword, "this keyword is not supported"));
        }
    }

    private static bool SaysNothing(string keyword, JsonElement value) => keyword switch
    {
        "uniqueItems" => value.ValueKind == JsonValueKind.False,
        "patternProperties" or "dependentRequired" or "dependentSchemas" =>
            value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().Any(),
        _ => false,
    };
}
