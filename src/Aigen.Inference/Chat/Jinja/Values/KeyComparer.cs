namespace Aigen.Inference.Jinja;

/// <summary>Which keys of a dictionary are one: texts by their characters, numbers by their value, whatever their type.</summary>
internal sealed class KeyComparer : IEqualityComparer<JinjaValue>
{
    public static KeyComparer Instance { get; } = new();

    public static bool IsKey(JinjaValue value) => value is JinjaString or JinjaInteger or JinjaFloat or JinjaBoolean or JinjaNone;

    public static JinjaValue Check(JinjaValue key) => IsKey(key) ? key : throw new JinjaException($"a {key.TypeName} is no key of a dictionary");

    public bool Equals(JinjaValue? x, JinjaValue? y) => (x, y) switch
    {
        (JinjaString one, JinjaString other) => one.Value == other.Value,
        (JinjaNone, JinjaNone) => true,
        (not null, not null) => Number.Of(x) is { } one && Number.Of(y) is { } other && one == other,
        _ => x is null && y is null,
    };

    public int GetHashCode(JinjaValue obj) => obj is JinjaString text ? text.Value.GetHashCode(StringComparison.Ordinal) : (Number.Of(obj) ?? 0).GetHashCode();
}
