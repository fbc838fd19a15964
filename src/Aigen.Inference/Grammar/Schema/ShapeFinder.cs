namespace Aigen.Inference.Grammars;

/// <summary>Finds what values are made of. Null is told by leaving a member out; what cannot be told apart without JSON is refused.</summary>
internal sealed class ShapeFinder(GrammarText text, SchemaFlattening flattening, Func<IReadOnlyCollection<SchemaPlace>, JsonTypes, string?> write)
{
    private const JsonTypes Scalars = JsonTypes.String | JsonTypes.Number | JsonTypes.Boolean;

    private readonly HashSet<string> _way = [];

    /// <summary>The object that fits the schemas.</summary>
    /// <exception cref="SchemaRefusedException">It has a part that cannot be written.</exception>
    public ValueShape.Object Object(IReadOnlyCollection<SchemaPlace> schemas)
    {
        var shape = ObjectShape.Of(schemas, flattening);
        var members = new List<ValueShape.Member>();
        foreach (var name in shape.Names)
        {
            var isRequired = shape.Required.Contains(name);
            var (value, isNullable) = Find(shape.Member(name, flattening), $"the member {name}");
            if (value is not null || isNullable) members.Add(new ValueShape.Member(name, isRequired, isNullable, value));
            else if (isRequired) throw SchemaValues.Refuse(shape.Schemas.First(), "required", $"no value fits the member {name}");
        }

        return new ValueShape.Object(members);
    }

    private (ValueShape? Value, bool IsNullable) Find(Conjunction schemas, string what)
    {
        if (schemas.Never) return (null, false);
        flattening.Work();
        if (schemas.IsEmpty) throw AnyType("", what);
        if (!_way.Add(schemas.Key)) throw new SchemaRefusedException("", "$ref", $"{what} holds itself, which cannot be said of this model's calls");
        var found = schemas.Choice is { } choice ? Choose(flattening.Branches(schemas, choice), what) : Plain([.. schemas.Schemas], what);
        _way.Remove(schemas.Key);
        return found;
    }

    private (ValueShape? Value, bool IsNullable) Choose(List<Conjunction> branches, string what)
    {
        var found = branches.Select(branch => Find(branch, what)).ToList();
        var isNullable = found.Exists(branch => branch.IsNullable);
        var values = found.Select(branch => branch.Value).OfType<ValueShape>().Distinct().ToList();
        if (values.Count <= 1) return (values.FirstOrDefault(), isNullable);
        if (values.TrueForAll(value => value is ValueShape.Text)) return (Union(values.Cast<ValueShape.Text>()), isNullable);
        if (values.Exists(value => value is ValueShape.Object or ValueShape.List)) throw Mixed("", "anyOf", what);
        return (new ValueShape.Json(text.Rule(string.Join(" | ", values.Select(JsonRule)))), isNullable);
    }

    private (ValueShape? Value, bool IsNullable) Plain(IReadOnlyCollection<SchemaPlace> schemas, string what)
    {
        var types = SchemaTypes.Of(schemas);
        if (types.Values is { } values) types = types with { Allowed = values.Aggregate(JsonTypes.None, (all, value) => all | JsonTypeNames.Of(value)) };
        var written = types.Written & types.Allowed;
        var kinds = written & ~JsonTypes.Null;
        var value = kinds switch
        {
            JsonTypes.None => null,
            JsonTypes.String when types.Values is { } listed => new ValueShape.Text(
                [.. listed.Where(one => JsonTypeNames.Of(one) == JsonTypes.String).Select(one => one.GetString()!).Distinct()]),
            JsonTypes.String when StringRules.IsAny(schemas) => new ValueShape.Text(null),
            JsonTypes.Object when types.Values is null => Nested(schemas, what),
            JsonTypes.Array when types.Values is null => Array(schemas, what),
            _ when written == JsonTypes.All => throw AnyType(schemas.First().Pointer, what),
            _ when (kinds & ~Scalars) != 0 => throw Mixed(schemas.First().Pointer, types.Values is null ? "type" : "enum", what),
            _ => write(schemas, kinds) is { } body ? new ValueShape.Json(text.Rule(body)) : (ValueShape?)null,
        };
        return (value, (written & JsonTypes.Null) != 0);
    }

    private ValueShape.Object Nested(IReadOnlyCollection<SchemaPlace> schemas, string what)
    {
        var shape = ObjectShape.Of(schemas, flattening);
        if (shape is { Names.Count: 0, Others.Never: false })
            throw SchemaValues.Refuse(schemas.First(), "properties", $"{what} may have members of any name, which cannot be said of this model's calls");
        return Object(schemas);
    }

    private ValueShape.List? Array(IReadOnlyCollection<SchemaPlace> schemas, string what)
    {
        var shape = ArrayShape.Of(schemas);
        if (shape.Prefix > 0) throw SchemaValues.Refuse(schemas.First(), "prefixItems", $"the items of {what} are of several schemas, which cannot be said of this model's calls");
        if (shape.Least > shape.Most) return null;
        var (item, isNullable) = Find(shape.Item(0, flattening), $"an item of {what}");
        if (isNullable) throw SchemaValues.Refuse(schemas.First(), "items", $"an item of {what} may be null, which has no place in this model's calls");
        if (item is null) return shape.Least > 0 ? null : new ValueShape.List(new ValueShape.Text([]), 0, 0);
        return new ValueShape.List(item, shape.Least, shape.Most);
    }

    private static ValueShape.Text Union(IEnumerable<ValueShape.Text> values)
    {
        var all = values.ToList();
        return new ValueShape.Text(all.Exists(value => value.Texts is null) ? null : [.. all.SelectMany(value => value.Texts!).Distinct()]);
    }

    private string JsonRule(ValueShape value) => value switch
    {
        ValueShape.Json json => json.Rule,
        ValueShape.Text { Texts: { } texts } => text.Rule(string.Join(" | ", texts.Select(one => Literal.Of(Literal.Quote(one))))),
        _ => text.Shared(JsonGrammar.AnyString),
    };

    private static SchemaRefusedException AnyType(string pointer, string what) =>
        new(pointer, "type", $"{what} may be of any type, and this model's calls do not say of which it is");

    private static SchemaRefusedException Mixed(string pointer, string keyword, string what) =>
        new(pointer, keyword, $"{what} may be one of several values that are objects or lists or not, and this model's calls do not say which it is");
}
