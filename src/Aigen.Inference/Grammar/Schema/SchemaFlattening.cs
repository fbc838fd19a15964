using System.Text.Json;

namespace Aigen.Inference.Grammars;

/// <summary>Follows allOf and references, so that conjunctions hold only keywords and choices.</summary>
internal sealed class SchemaFlattening(SchemaDocument document)
{
    private readonly HashSet<string> _checked = [];
    private int _work;

    /// <summary>Everything that a value must fit to fit one of the schemas at each place.</summary>
    public Conjunction Flatten(params IEnumerable<SchemaPlace> schemas)
    {
        var all = new Conjunction();
        foreach (var schema in schemas) Flatten(schema, all, []);
        return all;
    }

    /// <summary>What is left when a choice falls on each of its branches.</summary>
    public List<Conjunction> Branches(Conjunction schemas, SchemaTerm choice)
    {
        var rest = schemas.Without(choice);
        var branches = new List<Conjunction>();
        foreach (var place in List(choice.Schema, choice.Choice!))
        {
            Work(rest.Count);
            var branch = Flatten(place);
            branch.Add(rest);
            branches.Add(branch);
        }

        return branches;
    }

    /// <exception cref="SchemaRefusedException">The schema takes more work than it may.</exception>
    public void Work(int amount = 1)
    {
        _work += amount;
        if (_work > SchemaLimits.Work)
            throw new SchemaRefusedException("", "", $"its parts combine in more than {SchemaLimits.Work} ways");
    }

    private void Flatten(SchemaPlace schema, Conjunction all, HashSet<string> way)
    {
        Work();
        if (schema.Value.ValueKind == JsonValueKind.False) all.Never = true;
        if (schema.Value.ValueKind is JsonValueKind.True or JsonValueKind.False) return;
        if (schema.Value.ValueKind != JsonValueKind.Object)
            throw new SchemaRefusedException(schema.Pointer, "", "a schema is an object, true or false");
        if (way.Count >= 4 * SchemaLimits.Depth) throw new SchemaRefusedException(schema.Pointer, "$ref", "references lead too deep");
        if (!way.Add(schema.Pointer))
            throw new SchemaRefusedException(schema.Pointer, "$ref", "the schema refers to itself without anything between");

        if (_checked.Add(schema.Pointer)) SchemaKeywords.Check(schema);
        all.Add(new SchemaTerm(schema, null));
        foreach (var choice in (ReadOnlySpan<string>)["anyOf", "oneOf"])
            if (schema.Find(choice) is not null)
                all.Add(new SchemaTerm(schema, choice));
        if (schema.Find("allOf") is not null)
            foreach (var part in List(schema, "allOf"))
                Flatten(part, all, way);
        if (schema.Find("$ref") is { } reference) Flatten(Resolve(schema, reference.Value), all, way);
        way.Remove(schema.Pointer);
    }

    private SchemaPlace Resolve(SchemaPlace schema, JsonElement reference)
    {
        if (reference.ValueKind != JsonValueKind.String || reference.GetString() is not { } text
            || (text != "#" && !text.StartsWith("#/", StringComparison.Ordinal)))
            throw new SchemaRefusedException(schema.Pointer, "$ref", "only references inside the schema, \"#\" or \"#/...\", are followed");
        return document.Resolve(text) ?? throw new SchemaRefusedException(schema.Pointer, "$ref", $"there is nothing at \"{text}\"");
    }

    private static IEnumerable<SchemaPlace> List(SchemaPlace schema, string keyword)
    {
        var list = schema.Find(keyword)!.Value;
        if (list.Value.ValueKind != JsonValueKind.Array || list.Value.GetArrayLength() == 0)
            throw new SchemaRefusedException(schema.Pointer, keyword, "it must be a list of at least one schema");
        return list.Items();
    }
}
