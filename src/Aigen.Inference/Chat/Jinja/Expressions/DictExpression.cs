namespace Aigen.Inference.Jinja;

/// <summary>{a: b}.</summary>
internal sealed class DictExpression(int line, List<(Expression Key, Expression Value)> entries) : Expression(line)
{
    protected override JinjaValue Compute(Scope scope)
    {
        var dict = new JinjaDict();
        foreach (var (key, value) in entries)
        {
            var name = key.Evaluate(scope);
            scope.Rendering.Read(name);
            dict.Set(name, value.Evaluate(scope));
        }

        return dict;
    }
}
