namespace Aigen.Inference.Jinja;

/// <summary>{a: b}.</summary>
internal sealed class DictExpression(int line, List<(Expression Key, Expression Value)> entries) : Expression(line)
{
    protected override JinjaValue Compute(Scope scope)
    {
        var dict = new JinjaDict();
        foreach (var (key, value) in entries) dict.Set(key.Evaluate(scope), value.Evaluate(scope));
        return dict;
    }
}
