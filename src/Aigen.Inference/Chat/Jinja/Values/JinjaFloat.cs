namespace Aigen.Inference.Jinja;

internal sealed class JinjaFloat(double value) : JinjaValue
{
    public double Value => value;

    public override string TypeName => "float";

    public override bool IsTrue => value != 0;

    public override void Write(TextBuilder text) => text.Append(PythonFloat.Write(value));
}
