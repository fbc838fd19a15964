namespace Aigen.Inference.Jinja;

internal sealed class JinjaNone : JinjaValue
{
    private JinjaNone()
    {
    }

    public static JinjaNone Value { get; } = new();

    public override string TypeName => "NoneType";

    public override bool IsTrue => false;

    public override void Write(TextBuilder text) => text.Append("None");
}
