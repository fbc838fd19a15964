namespace Aigen.Inference.Jinja;

internal sealed class JinjaBoolean : JinjaValue
{
    private JinjaBoolean(bool value) => IsTrue = value;

    public static JinjaBoolean True { get; } = new(true);

    public static JinjaBoolean False { get; } = new(false);

    public override string TypeName => "bool";

    public override bool IsTrue { get; }

    public static JinjaBoolean Of(bool value) => value ? True : False;

    public override void Write(TextBuilder text) => text.Append(IsTrue ? "True" : "False");
}
