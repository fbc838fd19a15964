namespace Aigen.Inference.Jinja;

/// <summary>a or b, a and b: the value that decided.</summary>
internal sealed class LogicExpression(int line, Expression left, Expression right, bool isOr) : Expression(line)
{
    protected override JinjaValue Compute(Scope scope)
    {
        var value = left.Evaluate(scope);
        return value.IsTrue == isOr ? value : right.Evaluate(scope);
    }
}
