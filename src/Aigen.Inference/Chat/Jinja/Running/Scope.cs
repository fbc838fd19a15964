namespace Aigen.Inference.Jinja;

/// <summary>The variables of a block, over those around it. What is set in it is gone at its end.</summary>
internal sealed class Scope
{
    private readonly Scope? _outer;
    private Dictionary<string, JinjaValue>? _variables;

    public Scope(Rendering rendering) => Rendering = rendering;

    public Scope(Scope outer) => (_outer, Rendering) = (outer, outer.Rendering);

    public Rendering Rendering { get; }

    public void Set(string name, JinjaValue value) => (_variables ??= new(StringComparer.Ordinal))[name] = value;

    public JinjaValue Get(string name)
    {
        for (var scope = this; scope is not null; scope = scope._outer)
        {
            Rendering.Step();
            if (scope._variables is { } variables && variables.TryGetValue(name, out var value)) return value;
        }

        return Globals.Find(name) ?? new JinjaUndefined($"'{name}' is undefined");
    }
}
