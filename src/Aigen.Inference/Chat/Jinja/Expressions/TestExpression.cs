namespace Aigen.Inference.Jinja;

/// <summary>a is b.</summary>
internal sealed class TestExpression(int line, Expression value, string name, ArgumentList arguments) : Expression(line)
{
    protected override JinjaValue Compute(Scope scope) =>
        JinjaBoolean.Of(TestTable.Get(name)(value.Evaluate(scope), arguments.Evaluate(scope, name)));
}
