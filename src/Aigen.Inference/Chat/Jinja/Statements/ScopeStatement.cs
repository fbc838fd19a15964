namespace Aigen.Inference.Jinja;

/// <summary>A body with variables of its own.</summary>
internal sealed class ScopeStatement(int line, List<(Target Target, Expression Value)> values, Block body) : Statement(line)
{
    protected override Flow Carry(Scope scope, TextBuilder output)
    {
        var inner = new Scope(scope);
        foreach (var (target, value) in values) target.Assign(inner, value.Evaluate(scope));
        return body.Run(inner, output);
    }
}
