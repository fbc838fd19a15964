namespace Aigen.Inference.Jinja;

/// <summary>Statements behind each other.</summary>
internal sealed class Block(List<Statement> statements)
{
    /// <summary>Stops at the first that leaves the loop around it.</summary>
    public Flow Run(Scope scope, TextBuilder output)
    {
        foreach (var statement in statements)
            if (statement.Run(scope, output) is var flow and not Flow.Next)
                return flow;

        return Flow.Next;
    }

    /// <summary>What they write.</summary>
    public JinjaString Capture(Scope scope)
    {
        var text = new TextBuilder(scope.Rendering);
        Run(scope, text);
        return new JinjaString(text.ToText());
    }
}
