namespace Aigen.Inference.Jinja;

/// <summary>[a, b], or (a, b).</summary>
internal sealed class ListExpression(int line, List<Expression> items, bool isTuple) : Expression(line)
{
    protected override JinjaValue Compute(Scope scope)
    {
        var values = new List<JinjaValue>(items.Count);
        foreach (var item in items) values.Add(item.Evaluate(scope));
        return new JinjaList(values, isTuple);
    }
}
