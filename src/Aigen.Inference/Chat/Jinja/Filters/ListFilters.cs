namespace Aigen.Inference.Jinja;

/// <summary>Filters of lists.</summary>
internal static class ListFilters
{
    public static JinjaValue Length(JinjaValue value, Arguments arguments) =>
        new JinjaInteger(value.Length ?? throw new JinjaException($"a {value.TypeName} has no length"));

    public static JinjaValue First(JinjaValue value, Arguments arguments) =>
        value.Iterate(arguments.Rendering) is [var first, ..] ? first : new JinjaUndefined("there is no first item");

    public static JinjaValue Last(JinjaValue value, Arguments arguments) =>
        value.Iterate(arguments.Rendering) is [.., var last] ? last : new JinjaUndefined("there is no last item");

    public static JinjaValue List(JinjaValue value, Arguments arguments) => Of(value.Iterate(arguments.Rendering));

    public static JinjaValue Reverse(JinjaValue value, Arguments arguments) => value is JinjaString text
        ? Slice.Of(text, null, null, -1, arguments.Rendering) : Of(value.Iterate(arguments.Rendering).Reverse());

    public static JinjaValue Sort(JinjaValue value, Arguments arguments)
    {
        var key = Key(arguments, arguments.Text(2, "attribute")?.Value, arguments.Flag(1, "case_sensitive", false));
        var sorted = SortedBy.Key(value.Iterate(arguments.Rendering), key, arguments.Rendering);
        return arguments.Flag(0, "reverse", false) ? Of(SortedBy.Reversed(value.Iterate(arguments.Rendering), key, arguments.Rendering)) : Of(sorted);
    }

    public static JinjaValue Unique(JinjaValue value, Arguments arguments)
    {
        var key = Key(arguments, arguments.Text(1, "attribute")?.Value, arguments.Flag(0, "case_sensitive", false));
        var seen = new HashSet<JinjaValue>(KeyComparer.Instance);
        return Of(value.Iterate(arguments.Rendering).Where(item => seen.Add(KeyComparer.Check(key(item)))));
    }

    public static JinjaValue Min(JinjaValue value, Arguments arguments) => Extreme(value, arguments, items => items.Count > 0 ? items[0] : null);

    public static JinjaValue Max(JinjaValue value, Arguments arguments)
    {
        var key = Key(arguments, arguments.Text(1, "attribute")?.Value, arguments.Flag(0, "case_sensitive", false));
        return Extreme(value, arguments, items => items.FirstOrDefault(item => Equality.Compare(key(item), key(items[^1]), arguments.Rendering) == 0));
    }

    public static JinjaValue Batch(JinjaValue value, Arguments arguments)
    {
        var size = arguments.Integer(0, "linecount") ?? 0;
        if (size is < 1 or > JinjaLimits.Range) throw new JinjaException($"batch has the size {size}, allowed 1 to {JinjaLimits.Range}");
        var rows = value.Iterate(arguments.Rendering).Chunk(size).Select(row => row.ToList()).ToList();
        if (rows.Count > 0 && arguments.Find(1, "fill_with") is { } fill and not JinjaNone) Fill(rows[^1], size, fill, arguments.Rendering);
        return Of(rows.Select(Of));
    }

    public static JinjaValue Slices(JinjaValue value, Arguments arguments)
    {
        var count = arguments.Integer(0, "slices") ?? 0;
        if (count is < 1 or > JinjaLimits.Range) throw new JinjaException($"slice makes {count} lists, allowed 1 to {JinjaLimits.Range}");
        arguments.Rendering.Step(count);
        var items = value.Iterate(arguments.Rendering);
        var (size, more) = (items.Count / count, items.Count % count);
        var rows = Enumerable.Range(0, count).Select(i => items.Skip((i * size) + Math.Min(i, more)).Take(size + (i < more ? 1 : 0)).ToList()).ToList();
        if (arguments.Find(1, "fill_with") is { } fill and not JinjaNone && more > 0)
            foreach (var row in rows.Skip(more))
                row.Add(fill);
        return Of(rows.Select(Of));
    }

    public static JinjaList Of(IEnumerable<JinjaValue> items) => new([.. items]);

    /// <summary>By what items are compared: an attribute, and texts without regard to case.</summary>
    public static Func<JinjaValue, JinjaValue> Key(Arguments arguments, string? attribute, bool isCaseSensitive) => item =>
    {
        arguments.Rendering.Step();
        var value = attribute is null ? item : Members.Path(item, attribute, arguments.Rendering);
        arguments.Rendering.Read(value);
        return isCaseSensitive || value is not JinjaString text ? value : new JinjaString(text.Text.Become(text.Value.ToLowerInvariant()));
    };

    private static void Fill(List<JinjaValue> row, int size, JinjaValue with, Rendering rendering)
    {
        rendering.Step(size - row.Count);
        while (row.Count < size) row.Add(with);
    }

    private static JinjaValue Extreme(JinjaValue value, Arguments arguments, Func<List<JinjaValue>, JinjaValue?> choose)
    {
        var key = Key(arguments, arguments.Text(1, "attribute")?.Value, arguments.Flag(0, "case_sensitive", false));
        return choose(SortedBy.Key(value.Iterate(arguments.Rendering), key, arguments.Rendering)) ?? new JinjaUndefined("there is no item");
    }
}
