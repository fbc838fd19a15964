namespace Aigen.Inference.Jinja;

internal sealed class NotExpression(int line, Expression value) : Expression(line)
{
    protected override JinjaValue Compute(Scope scope) => JinjaBoolean.Of(!value.Evaluate(scope).IsTrue);
}
