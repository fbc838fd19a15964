using System.Text.Json;

namespace Aigen.Inference.Grammars;

/// <summary>A member of an object, and what its value is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsRequired">Whether it must be there.</param>
/// <param name="Rule">The rule for its value as JSON.</param>
/// <param name="IsText">Whether every value is a text, and may be any, or one of <paramref name="Texts"/>: then it can be written without JSON.</param>
/// <param name="Texts">The texts that fit; null where others do too.</param>
internal sealed record SchemaMember(string Name, bool IsRequired, string Rule, bool IsText, IReadOnlyList<string>? Texts)
{
    /// <summary>The rules for its values of each type by the type's name, but for texts that are written without JSON, where they were asked for.</summary>
    public IReadOnlyList<(string Type, string Rule)> ByType { get; init; } = [];

    /// <summary>What the value must fit.</summary>
    public required Conjunction Schemas { get; init; }

    public static SchemaMember Of(string name, bool isRequired, string rule, Conjunction value)
    {
        var member = new SchemaMember(name, isRequired, rule, IsText: false, null) { Schemas = value };
        if (value.Choice is not null || value.IsEmpty) return member;

        IReadOnlyCollection<SchemaPlace> schemas = [.. value.Schemas];
        var types = SchemaTypes.Of(schemas);
        if (types.Values is { } values)
            return values.All(one => one.ValueKind == JsonValueKind.String) ? member with { IsText = true, Texts = [.. values.Select(one => one.GetString()!).Distinct()] } : member;
        return (types.Written & types.Allowed) == JsonTypes.String && StringRules.IsAny(schemas) ? member with { IsText = true } : member;
    }
}
