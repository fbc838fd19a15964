namespace Aigen.Inference.Jinja;

/// <summary>{% filter a %}...{% endfilter %}.</summary>
internal sealed class FilterStatement(int line, List<FilterCall> filters, Block body) : Statement(line)
{
    protected override Flow Carry(Scope scope, TextBuilder output)
    {
        var inner = new Scope(scope);
        JinjaValue value = body.Capture(inner);
        foreach (var filter in filters) value = filter.Apply(value, inner);
        value.Write(output);
        return Flow.Next;
    }
}
