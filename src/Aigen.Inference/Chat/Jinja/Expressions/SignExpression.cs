namespace Aigen.Inference.Jinja;

/// <summary>-a, +a.</summary>
internal sealed class SignExpression(int line, Expression value, bool isNegative) : Expression(line)
{
    protected override JinjaValue Compute(Scope scope)
    {
        var number = value.Evaluate(scope);
        if (number is JinjaFloat real) return isNegative ? new JinjaFloat(-real.Value) : real;
        var whole = Number.WholeOf(number) ?? throw new JinjaException($"a {number.TypeName} has no sign");
        return new JinjaInteger(isNegative ? -whole : whole);
    }
}
