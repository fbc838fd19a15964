namespace Aigen.Inference.Jinja;

/// <summary>a | b.</summary>
internal sealed class FilterExpression(int line, Expression value, FilterCall filter) : Expression(line)
{
    protected override JinjaValue Compute(Scope scope) => filter.Apply(value.Evaluate(scope), scope);
}
