namespace Aigen.Inference.Jinja;

/// <summary>break, continue.</summary>
internal sealed class JumpStatement(int line, Flow flow) : Statement(line)
{
    protected override Flow Carry(Scope scope, TextBuilder output) => flow;
}
