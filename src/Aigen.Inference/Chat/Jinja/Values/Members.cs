namespace Aigen.Inference.Jinja;

/// <summary>How templates reach into a value: <c>a.b</c> looks for a method first and then for a member, <c>a['b']</c> the other way round.</summary>
internal static class Members
{
    public static JinjaValue Attribute(JinjaValue value, string name, Rendering rendering) =>
        Check(value).Attribute(name) ?? value.Item(JinjaString.Own(name), rendering) ?? Nothing(value, name);

    public static JinjaValue Item(JinjaValue value, JinjaValue key, Rendering rendering) =>
        Check(value).Item(key, rendering)
        ?? (key is JinjaString name ? value.Attribute(name.Value) ?? Nothing(value, name.Value) : Nothing(value, null));

    /// <summary>What <c>map(attribute='a.b.0')</c> finds.</summary>
    public static JinjaValue Path(JinjaValue value, string path, Rendering rendering)
    {
        rendering.Step(path.Length);
        foreach (var step in path.Split('.'))
        {
            if (value is JinjaUndefined) return value;
            value = Item(value, int.TryParse(step, out var index) ? new JinjaInteger(index) : JinjaString.Own(step), rendering);
        }

        return value;
    }

    private static JinjaValue Check(JinjaValue value) => value is JinjaUndefined undefined ? throw new JinjaException(undefined.Reason) : value;

    private static JinjaUndefined Nothing(JinjaValue value, string? name) =>
        new(name is null ? $"a {value.TypeName} has no such member" : $"a {value.TypeName} has no '{name}'");
}
