namespace Aigen.Inference.Jinja;

/// <summary>a is b.</summary>
internal sealed class TestExpression(int line, Expression value, string name, ArgumentList arguments) : Expression(line)
{
    protected override JinjaValue Compute(Scope scope)
    {
        var tested = value.Evaluate(scope);
        scope.Rendering.Read(tested);
        return JinjaBoolean.Of(TestTable.Get(name)(tested, arguments.Evaluate(scope, name)));
    }
}
