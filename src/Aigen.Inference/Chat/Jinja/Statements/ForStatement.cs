namespace Aigen.Inference.Jinja;

/// <summary>for, with what is written where there is nothing to go through. Each turn has variables of its own.</summary>
internal sealed class ForStatement(
    int line, Target target, Expression source, Expression? condition, Block body, Block? otherwise, bool isRecursive) : Statement(line)
{
    private const string Loop = "loop";

    protected override Flow Carry(Scope scope, TextBuilder output)
    {
        Loops(scope, source.Evaluate(scope), depth: 0, output);
        return Flow.Next;
    }

    private void Loops(Scope scope, JinjaValue value, int depth, TextBuilder output)
    {
        var items = value is JinjaUndefined ? [] : Chosen(scope, value.Iterate(scope.Rendering));
        if (items.Count == 0) otherwise?.Run(new Scope(scope), output);

        var loop = new LoopValue(items, depth, isRecursive ? inner => Recurse(scope, inner, depth + 1) : null);
        for (; loop.Index < items.Count; loop.Index++)
        {
            scope.Rendering.Step();
            var turn = new Scope(scope);
            turn.Set(Loop, loop);
            target.Assign(turn, items[loop.Index]);
            if (body.Run(turn, output) == Flow.Break) return;
        }
    }

    private IReadOnlyList<JinjaValue> Chosen(Scope scope, IReadOnlyList<JinjaValue> items)
    {
        if (condition is null) return items;
        var chosen = new List<JinjaValue>();
        foreach (var item in items)
        {
            var turn = new Scope(scope);
            target.Assign(turn, item);
            if (condition.Evaluate(turn).IsTrue) chosen.Add(item);
        }

        return chosen;
    }

    private JinjaString Recurse(Scope scope, JinjaValue inner, int depth)
    {
        scope.Rendering.Enter();
        var text = new TextBuilder(scope.Rendering);
        Loops(scope, inner, depth, text);
        scope.Rendering.Leave();
        return new JinjaString(text.ToText());
    }
}
