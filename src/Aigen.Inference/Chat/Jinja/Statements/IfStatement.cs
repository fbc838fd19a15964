namespace Aigen.Inference.Jinja;

/// <summary>if, elif, else. What is set in it stays.</summary>
/// <param name="line">Where it stands.</param>
/// <param name="branches">In order; the last may have no condition.</param>
internal sealed class IfStatement(int line, List<(Expression? Condition, Block Body)> branches) : Statement(line)
{
    protected override Flow Carry(Scope scope, TextBuilder output)
    {
        foreach (var (condition, body) in branches)
            if (condition is null || condition.Evaluate(scope).IsTrue)
                return body.Run(scope, output);

        return Flow.Next;
    }
}
