using System.Text.Json;

namespace Aigen.Inference.Grammars;

/// <summary>What schemas say together of an array's items.</summary>
/// <param name="Prefix">How many items have schemas of their own.</param>
/// <param name="Least">The least items.</param>
/// <param name="Most">The most items; null without a limit.</param>
/// <param name="Schemas">The schemas.</param>
internal sealed record ArrayShape(int Prefix, int Least, int? Most, IReadOnlyCollection<SchemaPlace> Schemas)
{
    public static ArrayShape Of(IReadOnlyCollection<SchemaPlace> schemas)
    {
        var prefix = schemas.Max(schema => PrefixOf(schema)?.Value.GetArrayLength()) ?? 0;
        var least = SchemaValues.Least(schemas, "minItems");
        var most = SchemaValues.Most(schemas, "maxItems");
        // As with members: behind items that are named one by one, others are written only where the schema speaks of them.
        var open = prefix == 0 || least > prefix || schemas.Any(schema => schema.Find("items") is not null);
        return new ArrayShape(prefix, least, open ? most : Math.Min(most ?? prefix, prefix), schemas);
    }

    /// <summary>What the item at an index must fit; every index behind the prefix has the same.</summary>
    public Conjunction Item(int index, SchemaFlattening flattening) =>
        flattening.Flatten(Schemas.Select(schema => Own(schema, index) ?? Items(schema)).OfType<SchemaPlace>());

    private static SchemaPlace? Own(SchemaPlace schema, int index) =>
        PrefixOf(schema) is { } prefix && index < prefix.Value.GetArrayLength()
            ? new SchemaPlace($"{prefix.Pointer}/{index}", prefix.Value[index]) : null;

    private static SchemaPlace? PrefixOf(SchemaPlace schema)
    {
        if (schema.Find("prefixItems") is not { } prefix) return null;
        return prefix.Value.ValueKind == JsonValueKind.Array
            ? prefix : throw SchemaValues.Refuse(schema, "prefixItems", "it must be a list of schemas");
    }

    private static SchemaPlace? Items(SchemaPlace schema)
    {
        if (schema.Find("items") is not { } items) return null;
        return items.Value.ValueKind != JsonValueKind.Array
            ? items : throw SchemaValues.Refuse(schema, "items", "a list of schemas is called prefixItems");
    }
}
