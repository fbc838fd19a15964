using System.Text.Json;

namespace Aigen.Inference.Grammars;

/// <summary>What schemas say together of a value's type, and the values that they list.</summary>
/// <param name="Allowed">The types that fit.</param>
/// <param name="Written">
/// The types that are written. They are fewer where the schemas name no type but say something of some types, as <c>{"properties": ...}</c> does:
/// those are meant.
/// </param>
/// <param name="Values">The values that fit, by enum and const; null where none are listed.</param>
internal sealed record SchemaTypes(JsonTypes Allowed, JsonTypes Written, IReadOnlyList<JsonElement>? Values)
{
    public static SchemaTypes Of(IReadOnlyCollection<SchemaPlace> schemas)
    {
        var (allowed, hinted, named) = (JsonTypes.All, JsonTypes.None, false);
        List<JsonElement>? values = null;
        foreach (var schema in schemas)
        {
            foreach (var (keyword, _) in schema.Members())
                if (SchemaKeywords.Constrains(keyword, out var types))
                    hinted |= keyword == "format" ? FormatTypes(schema) : types;
            if (Named(schema) is { } own)
            {
                named = true;
                allowed &= own;
            }

            if (Listed(schema) is { } list)
                values = values is null ? list : Common(values, list);
        }

        values?.RemoveAll(value => (JsonTypeNames.Of(value) & allowed) == 0);
        if (values is { Count: > 0 }) RefuseBeside(schemas, values);
        return new SchemaTypes(allowed, named || values is not null || hinted == JsonTypes.None ? allowed : hinted, values);
    }

    private static JsonTypes? Named(SchemaPlace schema)
    {
        if (schema.Find("type") is not { } place) return schema.Find("nullable") is null ? null : JsonTypes.All;
        var types = JsonTypes.None;
        foreach (var name in place.Value.ValueKind == JsonValueKind.Array ? place.Value.EnumerateArray().ToList() : [place.Value])
        {
            var type = name.ValueKind == JsonValueKind.String ? JsonTypeNames.Parse(name.GetString()) : null;
            types |= type ?? throw SchemaValues.Refuse(schema, "type", $"{name.GetRawText()} is no type of JSON");
        }

        return schema.Find("nullable") is { Value.ValueKind: JsonValueKind.True } ? types | JsonTypes.Null : types;
    }

    private static List<JsonElement>? Listed(SchemaPlace schema)
    {
        List<JsonElement>? values = null;
        if (schema.Find("enum") is { } list)
        {
            if (list.Value.ValueKind != JsonValueKind.Array || list.Value.GetArrayLength() == 0)
                throw SchemaValues.Refuse(schema, "enum", "it must be a list of at least one value");
            if (list.Value.GetArrayLength() > SchemaLimits.Names)
                throw SchemaValues.Refuse(schema, "enum", $"it lists more than {SchemaLimits.Names} values");
            values = [.. list.Value.EnumerateArray()];
        }

        if (schema.Find("const") is not { } one) return values;
        return values is null ? [one.Value] : Common(values, [one.Value]);
    }

    private static List<JsonElement> Common(List<JsonElement> values, List<JsonElement> others)
    {
        var keys = others.Select(ValueKey.Of).ToHashSet();
        return [.. values.Where(value => keys.Contains(ValueKey.Of(value)))];
    }

    // Listed values would have to be checked against each other keyword: nobody writes that on purpose.
    private static void RefuseBeside(IEnumerable<SchemaPlace> schemas, List<JsonElement> values)
    {
        var types = values.Aggregate(JsonTypes.None, (all, value) => all | JsonTypeNames.Of(value));
        foreach (var schema in schemas)
            foreach (var (keyword, _) in schema.Members())
                if (SchemaKeywords.Constrains(keyword, out var about) && ((keyword == "format" ? FormatTypes(schema) : about) & types) != 0)
                    throw SchemaValues.Refuse(schema, keyword, "it stands beside enum or const, which say everything already");
    }

    private static JsonTypes FormatTypes(SchemaPlace schema) =>
        NumberRules.IsFormat(SchemaValues.Text(schema, "format")) ? JsonTypes.Number : JsonTypes.String;
}
