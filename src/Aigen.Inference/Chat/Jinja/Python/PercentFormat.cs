namespace Aigen.Inference.Jinja;

/// <summary>Python's <c>'%s and %03d' % values</c>.</summary>
internal static class PercentFormat
{
    /// <param name="rendering">The rendering.</param>
    /// <param name="format">The format.</param>
    /// <param name="values">A tuple of values, a dictionary of them, or one.</param>
    public static TrackedText Write(Rendering rendering, TrackedText format, JinjaValue values)
    {
        var text = new TextBuilder(rendering);
        var used = 0;
        var source = format.Value;
        for (var at = 0; at < source.Length;)
        {
            var percent = source.IndexOf('%', at);
            if (percent < 0) percent = source.Length;
            text.Append(format.Slice(at, percent));
            at = percent;
            if (at < source.Length) at = Field(text, source, at + 1, values, ref used);
        }

        if (values is JinjaList { IsTuple: true } tuple && used < tuple.Items.Count) throw new JinjaException($"a format with {used} fields has {tuple.Items.Count} values");
        if (used == 0 && values is not (JinjaDict or JinjaList)) throw new JinjaException("a format without fields has a value");
        return text.ToText();
    }

    // Returns where the text goes on.
    private static int Field(TextBuilder text, string source, int at, JinjaValue values, ref int used)
    {
        string? name = null;
        if (At(source, at) == '(')
        {
            var close = source.IndexOf(')', at);
            if (close < 0) throw new JinjaException("a format has a ( without )");
            (name, at) = (source[(at + 1)..close], close + 1);
        }

        var field = FieldFormat.None with { Side = '>' };
        for (; At(source, at) is '-' or '0' or '+' or ' ' or '#'; at++) field = Flag(field, source[at]);
        field = field with { Width = Digits(source, ref at) ?? 0 };
        if (At(source, at) == '.')
        {
            at++;
            field = field with { Digits = Digits(source, ref at) ?? 0 };
        }

        var kind = At(source, at);
        if (kind == '%') text.Append("%");
        else if (!"sdiurcxXoeEfFgG".Contains(kind)) throw new JinjaException(kind == '\0' ? "a format ends behind %" : $"the format %{kind} is not known");
        else (field with { Kind = kind }).Write(text, name is null ? Next(values, ref used) : Named(values, name, ref used));
        return at + 1;
    }

    private static FieldFormat Flag(FieldFormat field, char flag) => flag switch
    {
        '-' => field with { Side = '<', Fill = ' ' },
        '0' when field.Side != '<' => field with { Side = '=', Fill = '0' },
        '+' or ' ' => field with { Sign = flag },
        _ => field,
    };

    private static int? Digits(string source, ref int at)
    {
        long? number = null;
        for (; char.IsAsciiDigit(At(source, at)); at++) number = FieldFormat.Check(((number ?? 0) * 10) + (source[at] - '0'));
        return (int?)number;
    }

    private static char At(string source, int at) => at < source.Length ? source[at] : '\0';

    private static JinjaValue Next(JinjaValue values, ref int used)
    {
        var index = used++;
        if (values is JinjaList { IsTuple: true } tuple) return index < tuple.Items.Count ? tuple.Items[index] : throw new JinjaException($"a format has more than its {index} values");
        return index == 0 ? values : throw new JinjaException("a format has more fields than its one value");
    }

    private static JinjaValue Named(JinjaValue values, string name, ref int used)
    {
        used++;
        return values is JinjaDict dict && dict.Get(JinjaString.Own(name)) is { } value ? value : throw new JinjaException($"a format has no value named {name}");
    }
}
