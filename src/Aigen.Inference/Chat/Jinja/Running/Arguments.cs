namespace Aigen.Inference.Jinja;

/// <summary>What a function, filter, test or method is called with.</summary>
internal sealed class Arguments(
    Rendering rendering, string callee, IReadOnlyList<JinjaValue> positional, IReadOnlyList<KeyValuePair<string, JinjaValue>> named)
{
    public Rendering Rendering => rendering;

    /// <summary>The name of what is called.</summary>
    public string Callee => callee;

    public IReadOnlyList<JinjaValue> Positional => positional;

    public IReadOnlyList<KeyValuePair<string, JinjaValue>> Named => named;

    /// <summary>The argument at a place or of a name; null where there is none.</summary>
    public JinjaValue? Find(int index, string name)
    {
        if (index < positional.Count) return positional[index];
        foreach (var (key, value) in named)
            if (key == name)
                return value;

        return null;
    }

    public JinjaValue Required(int index, string name) => Find(index, name) ?? throw new JinjaException($"{callee} needs the argument {name}");

    public TrackedText RequiredText(int index, string name) => TextOf(Required(index, name), name);

    /// <summary>A text; null where there is none, or None.</summary>
    public TrackedText? Text(int index, string name) => Find(index, name) is { } value and not JinjaNone ? TextOf(value, name) : null;

    public bool Flag(int index, string name, bool absent) => Find(index, name)?.IsTrue ?? absent;

    /// <summary>A number; null where there is none, or None.</summary>
    public int? Integer(int index, string name) => Find(index, name) is { } value and not JinjaNone
        ? Number.IntegerOf(value) ?? throw new JinjaException($"the argument {name} of {callee} is a {value.TypeName}, not a whole number")
        : null;

    private TrackedText TextOf(JinjaValue value, string name)
    {
        rendering.Read(value);
        return value is JinjaString text ? text.Text : throw new JinjaException($"the argument {name} of {callee} is a {value.TypeName}, not a text");
    }
}
