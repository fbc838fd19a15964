namespace Aigen.Inference.Jinja;

/// <summary>a + b and the like.</summary>
internal sealed class ArithmeticExpression(int line, string sign, Expression left, Expression right) : Expression(line)
{
    protected override JinjaValue Compute(Scope scope)
    {
        var (one, other) = (left.Evaluate(scope), right.Evaluate(scope));
        var rendering = scope.Rendering;
        return (sign, one, other) switch
        {
            (_, JinjaUndefined undefined, _) => throw new JinjaException(undefined.Reason),
            ("%", JinjaString format, _) => new JinjaString(PercentFormat.Write(rendering, format.Text, other)),
            (_, _, JinjaUndefined undefined) => throw new JinjaException(undefined.Reason),
            ("+", JinjaString text, JinjaString more) => new JinjaString(new TextBuilder(rendering).Append(text.Text).Append(more.Text).ToText()),
            ("+", JinjaList list, JinjaList more) when list.IsTuple == more.IsTuple => Join(list, more, rendering),
            ("*", JinjaString text, _) when Number.IntegerOf(other) is { } times => Repeat(text, times, rendering),
            ("*", _, JinjaString text) when Number.IntegerOf(one) is { } times => Repeat(text, times, rendering),
            ("*", JinjaList list, _) when Number.IntegerOf(other) is { } times => Repeat(list, times, rendering),
            ("*", _, JinjaList list) when Number.IntegerOf(one) is { } times => Repeat(list, times, rendering),
            _ => Arithmetic.Compute(sign, one, other),
        };
    }

    private static JinjaList Join(JinjaList list, JinjaList more, Rendering rendering)
    {
        rendering.Step(list.Items.Count + more.Items.Count);
        return new JinjaList([.. list.Items, .. more.Items], list.IsTuple);
    }

    private static JinjaString Repeat(JinjaString text, int times, Rendering rendering)
    {
        if (times <= 0 || text.Value.Length == 0) return JinjaString.Empty;
        if ((long)text.Value.Length * times > JinjaLimits.Characters) rendering.Make((long)text.Value.Length * times);
        rendering.Step(times);
        var repeated = new TextBuilder(rendering);
        for (var i = 0; i < times; i++) repeated.Append(text.Text);
        return new JinjaString(repeated.ToText());
    }

    private static JinjaList Repeat(JinjaList list, int times, Rendering rendering)
    {
        rendering.Step((long)list.Items.Count * Math.Max(0, times));
        var items = new List<JinjaValue>();
        for (var i = 0; i < times && list.Items.Count > 0; i++) items.AddRange(list.Items);
        return new JinjaList(items, list.IsTuple);
    }
}
