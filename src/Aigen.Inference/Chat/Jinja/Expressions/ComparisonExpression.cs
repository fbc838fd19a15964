namespace Aigen.Inference.Jinja;

/// <summary>a &lt; b in c: true where each two that stand beside each other are.</summary>
internal sealed class ComparisonExpression(int line, Expression first, List<(string Operator, Expression Value)> rest) : Expression(line)
{
    protected override JinjaValue Compute(Scope scope)
    {
        var left = first.Evaluate(scope);
        foreach (var (comparison, expression) in rest)
        {
            var right = expression.Evaluate(scope);
            if (!Holds(comparison, left, right, scope.Rendering)) return JinjaBoolean.False;
            left = right;
        }

        return JinjaBoolean.True;
    }

    public static bool Holds(string comparison, JinjaValue left, JinjaValue right, Rendering rendering) => comparison switch
    {
        "==" => Equality.AreEqual(left, right, rendering),
        "!=" => !Equality.AreEqual(left, right, rendering),
        "in" => Equality.Contains(right, left, rendering),
        "not in" => !Equality.Contains(right, left, rendering),
        "<" => Equality.Compare(left, right, rendering) < 0,
        "<=" => Equality.Compare(left, right, rendering) <= 0,
        ">" => Equality.Compare(left, right, rendering) > 0,
        _ => Equality.Compare(left, right, rendering) >= 0,
    };
}
