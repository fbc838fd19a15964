namespace Aigen.Inference.Grammars;

/// <summary>Objects: the members in the order of their declaration, then others.</summary>
internal sealed class ObjectRules(GrammarText text, Notation notation, SchemaFlattening flattening, Func<Conjunction, string?> compile)
{
    /// <summary>The body of the rule; null where no object fits.</summary>
    public string? Write(IReadOnlyCollection<SchemaPlace> schemas)
    {
        var shape = ObjectShape.Of(schemas, flattening);
        if (shape is { Names.Count: 0, Others: { IsEmpty: true, Never: false } }) return text.Shared(JsonGrammar.AnyObject);

        var ws = text.Shared(JsonGrammar.Space);
        var members = new List<(string Member, bool IsRequired)>();
        foreach (var name in notation.InOrder(shape.Names))
        {
            var value = compile(shape.Member(name, flattening));
            var isRequired = shape.Required.Contains(name);
            if (value is not null) members.Add((text.Rule($"{notation.Name(name)} {ws} {value}"), isRequired));
            else if (isRequired) return null;
        }

        var other = Other(shape);
        var first = other is null ? "\"\"" : text.Rule($"({other} {More(other)} {ws})?");
        var rest = other is null ? ws : text.Rule($"{More(other)} {ws}");
        for (var i = members.Count - 1; i >= 0; i--)
        {
            // first: nothing is written yet. rest: something is, so a comma comes in front.
            var (member, isRequired) = members[i];
            first = text.Rule(isRequired ? $"{member} {rest}" : $"{member} {rest} | {first}");
            rest = text.Rule(isRequired ? $"\",\" {ws} {member} {rest}" : $"(\",\" {ws} {member})? {rest}");
        }

        return $"\"{{\" {ws} {first} \"}}\"";
    }

    /// <summary>A rule for the value of each member that has a name of its own; others are not written.</summary>
    /// <exception cref="SchemaRefusedException">No object fits.</exception>
    public IReadOnlyList<SchemaMember> WriteMembers(IReadOnlyCollection<SchemaPlace> schemas)
    {
        var shape = ObjectShape.Of(schemas, flattening);
        var members = new List<SchemaMember>();
        foreach (var name in notation.InOrder(shape.Names))
        {
            var member = shape.Member(name, flattening);
            var isRequired = shape.Required.Contains(name);
            if (compile(member) is { } rule) members.Add(SchemaMember.Of(name, isRequired, rule, member));
            else if (isRequired) throw SchemaValues.Refuse(shape.Schemas.First(), "required", $"no value fits the member {name}");
        }

        return members;
    }

    private string More(string member) => $"(\",\" {text.Shared(JsonGrammar.Space)} {member})*";

    private string? Other(ObjectShape shape)
    {
        if (shape.Others is null || compile(shape.Others) is not { } value) return null;
        if (shape.Names.Sum(known => known.Length) > SchemaLimits.NameCharacters)
        {
            var reason = $"the names of the other members have more than {SchemaLimits.NameCharacters} characters";
            throw SchemaValues.Refuse(shape.Schemas.First(), "additionalProperties", reason);
        }

        var name = shape.Names.Count == 0 ? text.Shared(JsonGrammar.AnyString) : new NameExclusion(text).Write(shape.Names);
        return text.Rule($"{name} \":\" {text.Shared(JsonGrammar.Space)} {value}");
    }
}
