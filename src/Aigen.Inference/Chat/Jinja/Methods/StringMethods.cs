namespace Aigen.Inference.Jinja;

/// <summary>The methods of a text.</summary>
internal static class StringMethods
{
    private static readonly Dictionary<string, Func<JinjaString, Arguments, JinjaValue>> Methods = new(StringComparer.Ordinal)
    {
        ["strip"] = (text, arguments) => Strip(text, arguments, PythonSpace.Trim),
        ["lstrip"] = (text, arguments) => Strip(text, arguments, PythonSpace.TrimStart),
        ["rstrip"] = (text, arguments) => Strip(text, arguments, PythonSpace.TrimEnd),
        ["split"] = (text, arguments) => Parts(arguments.Text(0, "sep") is { } separator
            ? TextSearch.Split(text.Text, Check(separator), arguments.Integer(1, "maxsplit") ?? -1, arguments.Rendering)
            : TextSearch.Words(text.Text, arguments.Integer(1, "maxsplit") ?? -1, arguments.Rendering)),
        ["rsplit"] = (text, arguments) => Parts(TextSearch.SplitLast(
            text.Text, Check(arguments.RequiredText(0, "sep")), arguments.Integer(1, "maxsplit") ?? -1, arguments.Rendering)),
        ["splitlines"] = (text, arguments) => Parts(TextSearch.Lines(text.Text, arguments.Flag(0, "keepends", false), arguments.Rendering)),
        ["partition"] = (text, arguments) => Partition(text, arguments, isLast: false),
        ["rpartition"] = (text, arguments) => Partition(text, arguments, isLast: true),
        ["startswith"] = (text, arguments) => Any(arguments, prefix => text.Value.StartsWith(prefix, StringComparison.Ordinal)),
        ["endswith"] = (text, arguments) => Any(arguments, suffix => text.Value.EndsWith(suffix, StringComparison.Ordinal)),
        ["removeprefix"] = (text, arguments) => arguments.RequiredText(0, "prefix").Value is var prefix && text.Value.StartsWith(prefix, StringComparison.Ordinal)
            ? Part(text, prefix.Length, text.Value.Length, arguments) : text,
        ["removesuffix"] = (text, arguments) => arguments.RequiredText(0, "suffix").Value is var suffix && text.Value.EndsWith(suffix, StringComparison.Ordinal)
            ? Part(text, 0, text.Value.Length - suffix.Length, arguments) : text,
        ["replace"] = (text, arguments) => new JinjaString(TextSearch.Replace(
            text.Text, arguments.RequiredText(0, "old"), arguments.RequiredText(1, "new"), arguments.Integer(2, "count") ?? -1, arguments.Rendering)),
        ["join"] = (text, arguments) => TextFilters.Join(arguments.Required(0, "iterable"), new Arguments(arguments.Rendering, "join", [text], [])),
        ["format"] = (text, arguments) => new JinjaString(BraceFormat.Write(text.Text, arguments)),
        ["upper"] = TextFilters.Upper,
        ["lower"] = TextFilters.Lower,
        ["casefold"] = TextFilters.Lower,
        ["capitalize"] = TextFilters.Capitalize,
        ["title"] = (text, arguments) => Whole(text, arguments, whole => TitleCase.Of(whole, before => !char.IsLetter(before))),
        ["swapcase"] = (text, arguments) => Whole(text, arguments, whole => whole.Become(string.Concat(
            whole.Value.Select(c => char.IsUpper(c) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c))))),
        ["find"] = (text, arguments) => new JinjaInteger(Find(text, arguments, isLast: false)),
        ["rfind"] = (text, arguments) => new JinjaInteger(Find(text, arguments, isLast: true)),
        ["index"] = (text, arguments) => Find(text, arguments, isLast: false) is >= 0 and var found ? new JinjaInteger(found) : throw new JinjaException("index: the text is not there"),
        ["count"] = (text, arguments) => new JinjaInteger(Count(text, arguments)),
        ["ljust"] = (text, arguments) => Pad(text, arguments, '<'),
        ["rjust"] = (text, arguments) => Pad(text, arguments, '>'),
        ["center"] = (text, arguments) => Pad(text, arguments, '^'),
        ["zfill"] = (text, arguments) => Fill(text, arguments, FieldFormat.None with { Fill = '0', Side = '=', Kind = 's' }),
        ["isdigit"] = (text, _) => All(text, char.IsDigit),
        ["isdecimal"] = (text, _) => All(text, char.IsDigit),
        ["isnumeric"] = (text, _) => All(text, char.IsNumber),
        ["isalpha"] = (text, _) => All(text, char.IsLetter),
        ["isalnum"] = (text, _) => All(text, char.IsLetterOrDigit),
        ["isspace"] = (text, _) => All(text, PythonSpace.Is),
        ["isupper"] = (text, arguments) => JinjaBoolean.Of(TestTable.Get("upper")(text, arguments)),
        ["islower"] = (text, arguments) => JinjaBoolean.Of(TestTable.Get("lower")(text, arguments)),
    };

    public static JinjaValue? Find(JinjaString text, string name)
    {
        if (!Methods.TryGetValue(name, out var method)) return null;
        return new JinjaFunction(name, arguments =>
        {
            arguments.Rendering.Read(text);
            return method(text, arguments);
        });
    }

    private static JinjaString Strip(JinjaString text, Arguments arguments, Func<TrackedText, Func<char, bool>, TrackedText> strip)
    {
        var characters = arguments.Text(0, "chars")?.Value;
        return Whole(text, arguments, whole => strip(whole, characters is null ? PythonSpace.Is : characters.Contains));
    }

    private static JinjaString Whole(JinjaString text, Arguments arguments, Func<TrackedText, TrackedText> change)
    {
        arguments.Rendering.Make(text.Value.Length);
        return new JinjaString(change(text.Text));
    }

    private static JinjaString Part(JinjaString text, int start, int end, Arguments arguments) => Whole(text, arguments, whole => whole.Slice(start, end));

    private static string Check(TrackedText separator) => separator.Value.Length > 0 ? separator.Value : throw new JinjaException("an empty separator");

    private static JinjaList Parts(List<TrackedText> parts) => new([.. parts.Select(part => new JinjaString(part))]);

    private static JinjaList Partition(JinjaString text, Arguments arguments, bool isLast)
    {
        var separator = arguments.RequiredText(0, "sep");
        var at = isLast ? text.Value.LastIndexOf(Check(separator), StringComparison.Ordinal) : text.Value.IndexOf(Check(separator), StringComparison.Ordinal);
        arguments.Rendering.Make(text.Value.Length);
        if (at < 0) return isLast ? JinjaList.TupleOf(JinjaString.Empty, JinjaString.Empty, text) : JinjaList.TupleOf(text, JinjaString.Empty, JinjaString.Empty);
        var behind = at + separator.Value.Length;
        return JinjaList.TupleOf(
            new JinjaString(text.Text.Slice(0, at)), new JinjaString(text.Text.Slice(at, behind)), new JinjaString(text.Text.Slice(behind, text.Value.Length)));
    }

    private static JinjaBoolean Any(Arguments arguments, Func<string, bool> holds) => JinjaBoolean.Of(
        arguments.Required(0, "prefix") is JinjaList { IsTuple: true } several
            ? several.Items.Exists(item => item is JinjaString text && holds(text.Value)) : holds(arguments.RequiredText(0, "prefix").Value));

    private static JinjaBoolean All(JinjaString text, Func<char, bool> holds) => JinjaBoolean.Of(text.Value.Length > 0 && text.Value.All(holds));

    private static int Find(JinjaString text, Arguments arguments, bool isLast)
    {
        var sought = arguments.RequiredText(0, "sub").Value;
        var start = Place(text, arguments.Integer(1, "start") ?? 0);
        var end = Math.Max(start, Place(text, arguments.Integer(2, "end") ?? int.MaxValue));
        var part = text.Value.AsSpan(start, end - start);
        var found = isLast ? part.LastIndexOf(sought) : part.IndexOf(sought);
        return found < 0 ? -1 : text.Text.CodePointAt(start + found);
    }

    private static int Place(JinjaString text, int index) =>
        text.Text.OffsetOf((int)Math.Clamp(index < 0 ? (long)index + text.Text.CodePoints : index, 0, text.Text.CodePoints));

    private static int Count(JinjaString text, Arguments arguments)
    {
        var sought = arguments.RequiredText(0, "sub").Value;
        return sought.Length == 0 ? text.Text.CodePoints + 1 : text.Value.AsSpan().Count(sought);
    }

    private static JinjaString Pad(JinjaString text, Arguments arguments, char side) =>
        Fill(text, arguments, FieldFormat.None with { Fill = arguments.Text(1, "fillchar")?.Value is [var fill] ? fill : ' ', Side = side, Kind = 's' });

    private static JinjaString Fill(JinjaString text, Arguments arguments, FieldFormat format)
    {
        var padded = new TextBuilder(arguments.Rendering);
        (format with { Width = FieldFormat.Check(arguments.Integer(0, "width") ?? 0) }).Write(padded, text);
        return new JinjaString(padded.ToText());
    }
}
