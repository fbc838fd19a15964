namespace Aigen.Inference.Jinja;

internal sealed class NameExpression(int line, string name) : Expression(line)
{
    public string Name => name;

    protected override JinjaValue Compute(Scope scope) => scope.Get(name);
}
