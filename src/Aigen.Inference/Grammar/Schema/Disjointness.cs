namespace Aigen.Inference.Grammars;

/// <summary>
/// Proves that no value fits two branches of a oneOf. Then oneOf is anyOf, which a grammar can say. The proof looks at types, listed values,
/// bounds and required members; where it finds none, the schema is refused.
/// </summary>
internal sealed class Disjointness(SchemaFlattening flattening)
{
    // Members of members of members may tell branches apart; deeper is a riddle.
    private const int MaxDepth = 4;

    /// <exception cref="SchemaRefusedException">Two branches may have a value in common.</exception>
    public void Require(SchemaTerm choice, List<Conjunction> branches)
    {
        for (var one = 0; one < branches.Count; one++)
            for (var other = 0; other < branches.Count; other++)
                if (one != other && !Excludes(branches[one], branches[other], 0))
                    throw Refuse(choice, Math.Min(one, other), Math.Max(one, other));
    }

    private static SchemaRefusedException Refuse(SchemaTerm choice, int one, int other) => SchemaValues.Refuse(
        choice.Schema, "oneOf", $"its schemas {one} and {other} may both fit a value: use anyOf, or members that tell them apart");

    // Whether nothing that is written for one fits the other.
    private bool Excludes(Conjunction written, Conjunction other, int depth)
    {
        flattening.Work();
        if (written.Never || other.Never) return true;
        if (depth > MaxDepth) return false;
        if (written.Choice is { } ours) return flattening.Branches(written, ours).TrueForAll(branch => Excludes(branch, other, depth + 1));
        if (other.Choice is { } theirs) return flattening.Branches(other, theirs).TrueForAll(branch => Excludes(written, branch, depth + 1));

        SchemaPlace[] one = [.. written.Schemas];
        SchemaPlace[] two = [.. other.Schemas];
        var (first, second) = (Types(one), Types(two));
        flattening.Work(one.Length + two.Length + (first.Values?.Count ?? 0) + (second.Values?.Count ?? 0));
        if (first.Values is { } values && second.Values is { } others)
            return !values.Select(ValueKey.Of).Intersect(others.Select(ValueKey.Of)).Any();

        var common = Listed(first) & (second.Values is null ? second.Allowed : Listed(second));
        if (first.Values is not null || second.Values is not null) return common == JsonTypes.None;
        return (common & (JsonTypes.Null | JsonTypes.Boolean)) == 0
            && ((common & JsonTypes.Number) == 0 || NumbersApart(one, two))
            && ((common & JsonTypes.String) == 0 || Apart(StringRules.Lengths(one), StringRules.Lengths(two)))
            && ((common & JsonTypes.Array) == 0 || Apart(Counts(one), Counts(two)))
            && ((common & JsonTypes.Object) == 0 || ObjectsApart(one, two, depth));
    }

    private static SchemaTypes Types(SchemaPlace[] schemas) =>
        schemas.Length == 0 ? new SchemaTypes(JsonTypes.All, JsonTypes.All, null) : SchemaTypes.Of(schemas);

    private static JsonTypes Listed(SchemaTypes types) => types.Values is { } values
        ? values.Aggregate(JsonTypes.None, (all, value) => all | JsonTypeNames.Of(value))
        : types.Written & types.Allowed;

    private bool ObjectsApart(SchemaPlace[] one, SchemaPlace[] two, int depth)
    {
        if (one.Length == 0 || two.Length == 0) return false;
        var (written, other) = (ObjectShape.Of(one, flattening), ObjectShape.Of(two, flattening));
        // A member that the other must have and that is never written for the first, or may not be.
        if (other.Required.Any(name => !written.Writes(name) || written.Member(name, flattening).Never)) return true;
        return written.Required.Any(name => other.Member(name, flattening) is var theirs
            && (theirs.Never || (other.Required.Contains(name) && Excludes(written.Member(name, flattening), theirs, depth + 1))));
    }

    private static bool NumbersApart(SchemaPlace[] one, SchemaPlace[] two)
    {
        if (one.Length == 0 || two.Length == 0) return false;
        // Bounds are rounded to whole numbers: right only where both are of integers.
        if ((SchemaTypes.Of(one).Allowed & SchemaTypes.Of(two).Allowed & JsonTypes.Fraction) != 0) return false;
        var (first, second) = (NumberRules.Bounds(one), NumberRules.Bounds(two));
        return first.Most < second.Least || second.Most < first.Least;
    }

    private static (int Least, int? Most) Counts(SchemaPlace[] schemas) =>
        (schemas.Length == 0 ? 0 : SchemaValues.Least(schemas, "minItems"), schemas.Length == 0 ? null : SchemaValues.Most(schemas, "maxItems"));

    private static bool Apart((int Least, int? Most) one, (int Least, int? Most) two) => one.Most < two.Least || two.Most < one.Least;
}
