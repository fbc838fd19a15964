namespace Aigen.Inference.Grammars;

/// <summary>What schemas say together of an object's members.</summary>
/// <param name="Names">The names that are written, in the order of their declaration, then those that are only required.</param>
/// <param name="Required">Those that must be there.</param>
/// <param name="Others">What members of other names must fit; null where none are written.</param>
/// <param name="Schemas">The schemas.</param>
internal sealed record ObjectShape(
    IReadOnlyList<string> Names, IReadOnlySet<string> Required, Conjunction? Others, IReadOnlyCollection<SchemaPlace> Schemas)
{
    public static ObjectShape Of(IReadOnlyCollection<SchemaPlace> schemas, SchemaFlattening flattening)
    {
        var names = new List<string>();
        var required = new HashSet<string>();
        foreach (var schema in schemas) Add(names, SchemaValues.Members(schema, "properties").Select(member => member.Name));
        foreach (var schema in schemas) required.UnionWith(SchemaValues.Strings(schema, "required"));
        Add(names, schemas.SelectMany(schema => SchemaValues.Strings(schema, "required")));

        if (names.Count > SchemaLimits.Names)
        {
            var reason = $"an object has names for {names.Count} members, more than {SchemaLimits.Names}";
            throw SchemaValues.Refuse(schemas.First(), "properties", reason);
        }

        // Where a schema says nothing of other members, they are its author's oversight more often than a wish: none are written, unless
        // it names none at all and any object is meant.
        var others = schemas.Select(schema => schema.Find("additionalProperties")).OfType<SchemaPlace>().ToList();
        flattening.Work(names.Count);
        var shape = new ObjectShape(names, required, others.Count > 0 || names.Count == 0 ? flattening.Flatten(others) : null, schemas);
        shape.RefuseCounts();
        return shape;
    }

    /// <summary>What the member of a name must fit.</summary>
    public Conjunction Member(string name, SchemaFlattening flattening)
    {
        flattening.Work(Schemas.Count);
        return flattening.Flatten(Schemas.Select(schema => Declared(schema, name) ?? schema.Find("additionalProperties")).OfType<SchemaPlace>());
    }

    /// <summary>Whether a member of this name is ever written.</summary>
    public bool Writes(string name) => Others is not null || Names.Contains(name);

    private static SchemaPlace? Declared(SchemaPlace schema, string name) =>
        schema.Find("properties") is { } properties ? properties.Find(name) : null;

    private static void Add(List<string> names, IEnumerable<string> more)
    {
        var known = names.ToHashSet();
        names.AddRange(more.Where(known.Add));
    }

    // Names can come twice where any may come, and a grammar does not count: these are right only where they say nothing.
    private void RefuseCounts()
    {
        foreach (var schema in Schemas)
        {
            if (SchemaValues.Count(schema, "minProperties") > Required.Count)
                throw SchemaValues.Refuse(schema, "minProperties", $"members are not counted, and only {Required.Count} are required");
            if (SchemaValues.Count(schema, "maxProperties") is { } most && (Others is { Never: false } || most < Names.Count))
                throw SchemaValues.Refuse(schema, "maxProperties", "members are not counted, and more are possible");
        }
    }
}
