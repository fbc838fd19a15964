namespace Aigen.Inference.Grammars;

/// <summary>Members whose values say of which type they are: each type has a rule of its own.</summary>
internal sealed class TypedMembers(GrammarText text, SchemaFlattening flattening, Func<IReadOnlyCollection<SchemaPlace>, JsonTypes, string?> write)
{
    // A text stands as it is where any text fits, or only listed ones.
    public SchemaMember Of(SchemaMember member)
    {
        var listed = new List<string>();
        var kind = FindTexts(member.Schemas, listed);
        var isText = kind is Texts.Any or Texts.Listed;
        var rules = JsonTypeNames.All.Where(type => !isText || type.Type != JsonTypes.String).Select(type => (type.Name, Rule: Write(member.Schemas, type.Type)));
        return member with
        {
            IsText = isText,
            Texts = kind == Texts.Listed ? [.. listed.Distinct()] : null,
            ByType = [.. rules.Where(type => type.Rule is not null).Select(type => (type.Name, type.Rule!))],
        };
    }

    // In the order in which one outweighs another where values may be of either.
    private enum Texts
    {
        None,
        Listed,
        Some,
        Any,
    }

    private string? Write(Conjunction schemas, JsonTypes type)
    {
        if (schemas.Never) return null;
        if (schemas.Choice is not { } choice) return write([.. schemas.Schemas], type) is { } body ? text.Rule(body) : null;
        var ways = flattening.Branches(schemas, choice).Select(branch => Write(branch, type)).OfType<string>().Distinct().ToList();
        return ways.Count == 0 ? null : text.Rule(string.Join(" | ", ways));
    }

    private Texts FindTexts(Conjunction schemas, List<string> listed)
    {
        if (schemas.Never) return Texts.None;
        if (schemas.Choice is { } choice) return flattening.Branches(schemas, choice).Max(branch => FindTexts(branch, listed));
        IReadOnlyCollection<SchemaPlace> places = [.. schemas.Schemas];
        var types = SchemaTypes.Of(places);
        if (types.Values is { } values)
        {
            var texts = values.Where(value => JsonTypeNames.Of(value) == JsonTypes.String).Select(value => value.GetString()!).ToList();
            listed.AddRange(texts);
            return texts.Count > 0 ? Texts.Listed : Texts.None;
        }

        if ((types.Written & types.Allowed & JsonTypes.String) == 0) return Texts.None;
        return StringRules.IsAny(places) ? Texts.Any : Texts.Some;
    }
}
