namespace Aigen.Inference.Jinja;

/// <summary>Filters of dictionaries and of what has attributes.</summary>
internal static class MappingFilters
{
    public static JinjaValue Attr(JinjaValue value, Arguments arguments)
    {
        var name = arguments.RequiredText(0, "name").Value;
        return value.Attribute(name) ?? new JinjaUndefined($"a {value.TypeName} has no '{name}'");
    }

    public static JinjaValue Items(JinjaValue value, Arguments arguments) => value switch
    {
        JinjaDict dict => Pairs(dict.Entries, arguments.Rendering),
        JinjaUndefined => new JinjaList([]),
        _ => throw new JinjaException($"a {value.TypeName} is no dictionary"),
    };

    public static JinjaValue DictSort(JinjaValue value, Arguments arguments)
    {
        if (value is not JinjaDict dict) throw new JinjaException($"a {value.TypeName} is no dictionary");
        var byValue = arguments.Text(1, "by")?.Value switch
        {
            null or "key" => false,
            "value" => true,
            var other => throw new JinjaException($"dictsort is by {other}, allowed key and value"),
        };
        var key = ListFilters.Key(arguments, null, arguments.Flag(0, "case_sensitive", false));
        Func<KeyValuePair<JinjaValue, JinjaValue>, JinjaValue> by = entry => key(byValue ? entry.Value : entry.Key);
        return Pairs(
            arguments.Flag(2, "reverse", false) ? SortedBy.Reversed(dict.Entries, by, arguments.Rendering) : SortedBy.Key(dict.Entries, by, arguments.Rendering),
            arguments.Rendering);
    }

    public static JinjaValue GroupBy(JinjaValue value, Arguments arguments)
    {
        var attribute = arguments.Required(0, "attribute").ToText(arguments.Rendering).Value;
        var absent = arguments.Find(1, "default");
        var key = ListFilters.Key(arguments, null, arguments.Flag(2, "case_sensitive", false));
        JinjaValue By(JinjaValue item) => Members.Path(item, attribute, arguments.Rendering) is var found && found is JinjaUndefined ? absent ?? found : found;
        var groups = new List<(JinjaValue Key, List<JinjaValue> Items)>();
        foreach (var item in SortedBy.Key(value.Iterate(arguments.Rendering), item => key(By(item)), arguments.Rendering))
        {
            if (groups.Count == 0 || !Equality.AreEqual(key(groups[^1].Key), key(By(item)), arguments.Rendering)) groups.Add((By(item), []));
            groups[^1].Items.Add(item);
        }

        return ListFilters.Of(groups.Select(group => JinjaList.TupleOf(group.Key, new JinjaList(group.Items))));
    }

    private static JinjaList Pairs(IReadOnlyList<KeyValuePair<JinjaValue, JinjaValue>> entries, Rendering rendering)
    {
        rendering.Step(entries.Count);
        return ListFilters.Of(entries.Select(entry => JinjaList.TupleOf(entry.Key, entry.Value)));
    }
}
