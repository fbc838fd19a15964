namespace Aigen.Inference.Jinja;

/// <summary>Python's <c>'{} and {name:>5}'.format(...)</c>.</summary>
internal static class BraceFormat
{
    public static TrackedText Write(TrackedText format, Arguments arguments)
    {
        var text = new TextBuilder(arguments.Rendering);
        var source = format.Value;
        // Fields without a number are counted; -1 once one has its own number.
        int? next = null;
        for (var at = 0; at < source.Length;)
        {
            var brace = source.AsSpan(at).IndexOfAny('{', '}') is >= 0 and var offset ? at + offset : source.Length;
            text.Append(format.Slice(at, brace));
            at = brace;
            if (at == source.Length) break;
            if (at + 1 < source.Length && source[at + 1] == source[at])
            {
                text.Append(format.Slice(at, at + 1));
                at += 2;
                continue;
            }

            var close = source[at] == '{' ? source.IndexOf('}', at) : -1;
            if (close < 0) throw new JinjaException($"a format has a {source[at]} by itself");
            Field(text, source[(at + 1)..close], arguments, ref next);
            at = close + 1;
        }

        return text.ToText();
    }

    private static void Field(TextBuilder text, string field, Arguments arguments, ref int? next)
    {
        if (field.Contains('{')) throw new JinjaException("a format has a { within a field");
        var colon = field.IndexOf(':');
        var (path, rest) = colon < 0 ? (field, "") : (field[..colon], field[(colon + 1)..]);
        var kind = '\0';
        if (path.IndexOf('!') is >= 0 and var mark)
        {
            kind = path[(mark + 1)..] is "r" ? 'r' : 's';
            path = path[..mark];
        }

        var format = Read(rest);
        if (kind != '\0') format = format with { Kind = kind };
        format.Write(text, Value(path, arguments, ref next));
    }

    private static JinjaValue Value(string path, Arguments arguments, ref int? next)
    {
        var end = path.AsSpan().IndexOfAny('.', '[');
        var name = end < 0 ? path : path[..end];
        var value = name.Length == 0 ? At(arguments, Counted(ref next))
            : int.TryParse(name, out var index) ? At(arguments, Numbered(index, ref next))
            : arguments.Find(int.MaxValue, name) ?? throw new JinjaException($"a format has no value named {name}");
        foreach (var step in end < 0 ? [] : path[end..].Split(['.', '['], StringSplitOptions.RemoveEmptyEntries))
        {
            var key = step.TrimEnd(']');
            value = Members.Item(value, int.TryParse(key, out var item) ? new JinjaInteger(item) : JinjaString.Own(key), arguments.Rendering);
        }

        return value;
    }

    private static int Counted(ref int? next)
    {
        if (next == -1) throw Mixed();
        var index = next ?? 0;
        next = index + 1;
        return index;
    }

    private static int Numbered(int index, ref int? next)
    {
        if (next >= 0) throw Mixed();
        next = -1;
        return index;
    }

    private static JinjaException Mixed() => new("a format has fields with and without numbers");

    private static JinjaValue At(Arguments arguments, int index) =>
        index >= 0 && index < arguments.Positional.Count ? arguments.Positional[index] : throw new JinjaException($"a format has no value {index}, of {arguments.Positional.Count}");

    // [[fill]side][sign][#][0][width][,][.digits][kind]
    private static FieldFormat Read(string source)
    {
        var field = FieldFormat.None;
        var at = 0;
        if (source.Length > 1 && source[1] is '<' or '>' or '^' or '=') (field, at) = (field with { Fill = source[0], Side = source[1] }, 2);
        else if (source.Length > 0 && source[0] is '<' or '>' or '^' or '=') (field, at) = (field with { Side = source[0] }, 1);
        if (At(source, at) is '+' or '-' or ' ') field = field with { Sign = source[at++] };
        if (At(source, at) == '#') at++;
        if (At(source, at) == '0') (field, at) = (field.Side == '\0' ? field with { Fill = '0', Side = '=' } : field, at + 1);
        field = field with { Width = Digits(source, ref at) ?? 0 };
        if (At(source, at) is ',' or '_') (field, at) = (field with { IsGrouped = true }, at + 1);
        if (At(source, at) == '.')
        {
            at++;
            field = field with { Digits = Digits(source, ref at) };
        }

        if (at < source.Length) field = field with { Kind = source[at++] };
        return at == source.Length ? field : throw new JinjaException($"the format {source} is not known");
    }

    private static char At(string source, int at) => at < source.Length ? source[at] : '\0';

    private static int? Digits(string source, ref int at)
    {
        long? number = null;
        for (; char.IsAsciiDigit(At(source, at)); at++) number = FieldFormat.Check(((number ?? 0) * 10) + (source[at] - '0'));
        return (int?)number;
    }
}
