using System.Text.Json;

namespace Aigen.Inference.Grammars;

/// <summary>Types of JSON values. "number" is both kinds of number, so that "integer" and it have what they should in common.</summary>
[Flags]
internal enum JsonTypes
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Integer = 4,
    Fraction = 8,
    Number = Integer | Fraction,
    String = 16,
    Array = 32,
    Object = 64,
    All = 127,
}

internal static class JsonTypeNames
{
    /// <summary>The types of which every value has one.</summary>
    public static IReadOnlyList<(JsonTypes Type, string Name)> All { get; } =
    [
        (JsonTypes.String, "string"), (JsonTypes.Number, "number"), (JsonTypes.Boolean, "boolean"), (JsonTypes.Null, "null"), (JsonTypes.Object, "object"), (JsonTypes.Array, "array"),
    ];

    /// <summary>The type that a schema names; null where there is no such type.</summary>
    public static JsonTypes? Parse(string? name) => name switch
    {
        "null" => JsonTypes.Null,
        "boolean" => JsonTypes.Boolean,
        "integer" => JsonTypes.Integer,
        "number" => JsonTypes.Number,
        "string" => JsonTypes.String,
        "array" => JsonTypes.Array,
        "object" => JsonTypes.Object,
        _ => null,
    };

    /// <summary>The type of a value; 1.0 is an integer, as JSON Schema has it.</summary>
    public static JsonTypes Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => JsonTypes.Null,
        JsonValueKind.True or JsonValueKind.False => JsonTypes.Boolean,
        JsonValueKind.String => JsonTypes.String,
        JsonValueKind.Array => JsonTypes.Array,
        JsonValueKind.Object => JsonTypes.Object,
        _ => WholeNumber.TryRead(value, out _) ? JsonTypes.Integer : JsonTypes.Fraction,
    };
}
