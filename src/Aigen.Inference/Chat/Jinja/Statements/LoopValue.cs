namespace Aigen.Inference.Jinja;

/// <summary>The variable loop: where a for statement is.</summary>
/// <param name="items">What it goes through.</param>
/// <param name="depth">In how many loops of the same recursive statement it is.</param>
/// <param name="recurse">Runs the statement's body over a member; null where it is not recursive.</param>
internal sealed class LoopValue(IReadOnlyList<JinjaValue> items, int depth, Func<JinjaValue, JinjaValue>? recurse) : JinjaCallable("loop")
{
    private JinjaValue? _seen;

    /// <summary>The turn, from 0.</summary>
    public int Index { get; set; }

    public override int? Length => items.Count;

    public override JinjaValue Call(Arguments arguments) =>
        recurse is null ? throw new JinjaException("loop() in a for that is not recursive") : recurse(arguments.Required(0, "items"));

    public override JinjaValue? Attribute(string name) => name switch
    {
        "index" => new JinjaInteger(Index + 1),
        "index0" => new JinjaInteger(Index),
        "revindex" => new JinjaInteger(items.Count - Index),
        "revindex0" => new JinjaInteger(items.Count - Index - 1),
        "first" => JinjaBoolean.Of(Index == 0),
        "last" => JinjaBoolean.Of(Index == items.Count - 1),
        "length" => new JinjaInteger(items.Count),
        "depth" => new JinjaInteger(depth + 1),
        "depth0" => new JinjaInteger(depth),
        "previtem" => Index > 0 ? items[Index - 1] : new JinjaUndefined("there is no previous item"),
        "nextitem" => Index + 1 < items.Count ? items[Index + 1] : new JinjaUndefined("there is no next item"),
        "cycle" => new JinjaFunction(name, Cycle),
        "changed" => new JinjaFunction(name, Changed),
        _ => null,
    };

    private JinjaValue Cycle(Arguments arguments) =>
        arguments.Positional.Count == 0 ? throw new JinjaException("cycle needs an argument") : arguments.Positional[Index % arguments.Positional.Count];

    private JinjaBoolean Changed(Arguments arguments)
    {
        var now = new JinjaList([.. arguments.Positional], isTuple: true);
        var hasChanged = _seen is null || !Equality.AreEqual(_seen, now, arguments.Rendering);
        _seen = now;
        return JinjaBoolean.Of(hasChanged);
    }
}
