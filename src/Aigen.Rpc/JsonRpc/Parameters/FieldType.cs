using System.Globalization;
using System.Text.Json.Nodes;

namespace Aigen.Rpc.JsonRpc;

/// <summary>The types that JSON itself has.</summary>
public static class FieldType
{
    // JavaScript writes whole numbers up to 2^53 - 1 exactly; larger ones come as decimal text.
    private const string Digits = "^(0|-?[1-9][0-9]*)$";

    /// <summary>Whatever JSON can say.</summary>
    public static FieldType<RpcField> Any { get; } = new("a value", () => [], field => field);

    public static FieldType<bool> Boolean { get; } = new("true or false", () => Of("boolean"), field => field.AsBoolean());

    /// <summary>A string as it is, or a number as it was written: for ids that some clients send as numbers.</summary>
    public static FieldType<string> StringOrNumber { get; } = new(
        "a string or a number", () => new JsonObject { ["type"] = new JsonArray("string", "integer") }, field => field.AsText());

    public static FieldType<string> String(int minLength = 0, int maxLength = int.MaxValue) => new(
        RpcField.LengthRange("a string", minLength, maxLength, "characters"),
        () => Bounded(Of("string"), "minLength", minLength > 0 ? (JsonNode)minLength : null, "maxLength", maxLength < int.MaxValue ? (JsonNode)maxLength : null),
        field => field.AsString(minLength, maxLength));

    public static FieldType<string> Choice(params string[] choices) => new(
        "one of " + string.Join(", ", choices),
        () => new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. choices.Select(choice => (JsonNode)choice)]) },
        field => choices[field.AsChoice(choices)]);

    /// <summary>An unsigned 64-bit integer, given as a number or as decimal text.</summary>
    public static FieldType<ulong> UInt64(ulong min = ulong.MinValue, ulong max = ulong.MaxValue) =>
        new(RpcField.IntegerRange(min, max), () => Integer(min, max), field => field.AsUInt64(min, max));

    /// <summary>A signed 64-bit integer, given as a number or as decimal text.</summary>
    public static FieldType<long> Int64(long min = long.MinValue, long max = long.MaxValue) =>
        new(RpcField.IntegerRange(min, max), () => Integer(min, max), field => field.AsInt64(min, max));

    public static FieldType<int> Int32(int min = int.MinValue, int max = int.MaxValue) =>
        new(RpcField.IntegerRange(min, max), () => Integer(min, max), field => field.AsInt32(min, max));

    /// <summary>A finite number.</summary>
    public static FieldType<double> Number(double min = double.MinValue, double max = double.MaxValue) => new(
        RpcField.NumberRange(min, max),
        () => Bounded(Of("number"), "minimum", min > double.MinValue ? (JsonNode)min : null, "maximum", max < double.MaxValue ? (JsonNode)max : null),
        field => field.AsDouble(min, max));

    /// <summary>An object of these fields.</summary>
    public static FieldType<T> Object<T>(IReadOnlyList<Parameter> fields, Func<RpcParameters, T> read) =>
        new("an object", () => ObjectSchema(fields), field => read(field.AsObject(fields))) { Fields = fields };

    /// <summary>The schema of an object of these fields, each with its description.</summary>
    public static JsonObject ObjectSchema(IReadOnlyList<Parameter> fields) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(fields.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)field.DescribedSchema()))),
        ["required"] = new JsonArray([.. fields.Where(field => field.IsRequired).Select(field => (JsonNode)field.Name)]),
    };

    /// <summary>A schema that says the type alone.</summary>
    public static JsonObject Of(string type) => new() { ["type"] = type };

    internal static string Text<T>(T value) => value switch
    {
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "none",
    };

    private static JsonObject Integer<T>(T min, T max) => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = "integer", ["minimum"] = JsonValue.Create(min), ["maximum"] = JsonValue.Create(max) },
            new JsonObject { ["type"] = "string", ["pattern"] = Digits }),
    };

    private static JsonObject Bounded(JsonObject schema, string least, JsonNode? min, string most, JsonNode? max)
    {
        if (min is not null) schema[least] = min;
        if (max is not null) schema[most] = max;
        return schema;
    }
}
