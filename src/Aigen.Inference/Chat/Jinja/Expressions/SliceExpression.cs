namespace Aigen.Inference.Jinja;

/// <summary>a[b:c:d].</summary>
internal sealed class SliceExpression(int line, Expression owner, Expression? start, Expression? stop, Expression? step) : Expression(line)
{
    protected override JinjaValue Compute(Scope scope)
    {
        var value = owner.Evaluate(scope);
        var (from, to, by) = (Bound(start, scope), Bound(stop, scope), Bound(step, scope) ?? 1);
        if (by == 0) throw new JinjaException("a slice has the step 0");
        return value switch
        {
            JinjaString text => Slice.Of(text, from, to, by, scope.Rendering),
            JinjaList list => Slice.Of(list, from, to, by, scope.Rendering),
            JinjaUndefined undefined => throw new JinjaException(undefined.Reason),
            _ => throw new JinjaException($"a {value.TypeName} has no slices"),
        };
    }

    private static int? Bound(Expression? bound, Scope scope) => bound?.Evaluate(scope) switch
    {
        null or JinjaNone => null,
        { } value => Number.IntegerOf(value) ?? throw new JinjaException($"a slice has a {value.TypeName} as bound"),
    };
}
