namespace Aigen.Inference.Jinja;

/// <summary>{% set a = b %}.</summary>
internal sealed class SetStatement(int line, Target target, Expression value) : Statement(line)
{
    protected override Flow Carry(Scope scope, TextBuilder output)
    {
        target.Assign(scope, value.Evaluate(scope));
        return Flow.Next;
    }
}
