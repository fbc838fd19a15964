namespace Aigen.Inference.Jinja;

internal sealed class ConstantExpression(int line, JinjaValue value) : Expression(line)
{
    protected override JinjaValue Compute(Scope scope) => value;
}
