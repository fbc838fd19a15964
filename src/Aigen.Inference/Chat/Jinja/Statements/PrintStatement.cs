namespace Aigen.Inference.Jinja;

/// <summary>{{ a }}.</summary>
internal sealed class PrintStatement(int line, Expression value) : Statement(line)
{
    protected override Flow Carry(Scope scope, TextBuilder output)
    {
        value.Evaluate(scope).Write(output);
        return Flow.Next;
    }
}
