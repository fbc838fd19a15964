namespace Aigen.Inference.Jinja;

/// <summary>a if b else c.</summary>
internal sealed class ConditionalExpression(int line, Expression condition, Expression value, Expression? otherwise) : Expression(line)
{
    protected override JinjaValue Compute(Scope scope) => condition.Evaluate(scope).IsTrue ? value.Evaluate(scope)
        : otherwise?.Evaluate(scope) ?? new JinjaUndefined($"the condition in line {Line} is false and has no else");
}
