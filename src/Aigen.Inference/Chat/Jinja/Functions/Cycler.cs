namespace Aigen.Inference.Jinja;

/// <summary>What cycler() makes: values that come round.</summary>
internal sealed class Cycler(IReadOnlyList<JinjaValue> values) : JinjaValue
{
    private int _at;

    public override string TypeName => "cycler";

    private JinjaValue Current => values.Count == 0 ? throw new JinjaException("cycler needs an argument") : values[_at];

    public override void Write(TextBuilder text) => text.Append("<cycler>");

    public override JinjaValue? Attribute(string name) => name switch
    {
        "current" => Current,
        "next" => new JinjaFunction(name, _ =>
        {
            var value = Current;
            _at = (_at + 1) % values.Count;
            return value;
        }),
        "reset" => new JinjaFunction(name, _ =>
        {
            _at = 0;
            return JinjaNone.Value;
        }),
        _ => null,
    };
}
