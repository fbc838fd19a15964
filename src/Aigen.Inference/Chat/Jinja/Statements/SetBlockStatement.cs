namespace Aigen.Inference.Jinja;

/// <summary>{% set a %}...{% endset %}.</summary>
internal sealed class SetBlockStatement(int line, Target target, List<FilterCall> filters, Block body) : Statement(line)
{
    protected override Flow Carry(Scope scope, TextBuilder output)
    {
        var inner = new Scope(scope);
        JinjaValue value = body.Capture(inner);
        foreach (var filter in filters) value = filter.Apply(value, inner);
        target.Assign(scope, value);
        return Flow.Next;
    }
}
