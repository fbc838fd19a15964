namespace Aigen.Inference.Jinja;

/// <summary>Filters that take a test, filter or attribute to each member.</summary>
internal static class SelectionFilters
{
    public static JinjaValue Map(JinjaValue value, Arguments arguments)
    {
        var items = Items(value, arguments);
        if (arguments.Positional.Count > 0)
        {
            var name = arguments.RequiredText(0, "filter").Value;
            var (filter, rest) = (FilterTable.Get(name), Behind(arguments, 1, name));
            return Each(items, arguments, item =>
            {
                arguments.Rendering.Read(item);
                return filter(item, rest);
            });
        }

        var attribute = arguments.Required(0, "attribute").ToText(arguments.Rendering).Value;
        var absent = arguments.Find(int.MaxValue, "default");
        return Each(items, arguments, item => Members.Path(item, attribute, arguments.Rendering) is var found && found is JinjaUndefined ? absent ?? found : found);
    }

    public static JinjaValue Select(JinjaValue value, Arguments arguments, bool isWanted) => Where(value, arguments, item => item, 0, isWanted);

    public static JinjaValue SelectAttr(JinjaValue value, Arguments arguments, bool isWanted)
    {
        var attribute = arguments.Required(0, "attribute").ToText(arguments.Rendering).Value;
        return Where(value, arguments, item => Members.Path(item, attribute, arguments.Rendering), 1, isWanted);
    }

    // None and the like are as good as an empty list here.
    private static IReadOnlyList<JinjaValue> Items(JinjaValue value, Arguments arguments) => value.IsTrue ? value.Iterate(arguments.Rendering) : [];

    private static JinjaList Where(JinjaValue value, Arguments arguments, Func<JinjaValue, JinjaValue> take, int used, bool isWanted)
    {
        Func<JinjaValue, bool> test = item => item.IsTrue;
        if (arguments.Positional.Count > used)
        {
            var name = arguments.RequiredText(used, "test").Value;
            var (known, rest) = (TestTable.Get(name), Behind(arguments, used + 1, name));
            test = item => known(item, rest);
        }

        var chosen = new List<JinjaValue>();
        foreach (var item in Items(value, arguments))
        {
            var taken = take(item);
            arguments.Rendering.Step();
            arguments.Rendering.Read(taken);
            if (test(taken) == isWanted) chosen.Add(item);
        }

        return new JinjaList(chosen);
    }

    private static JinjaList Each(IReadOnlyList<JinjaValue> items, Arguments arguments, Func<JinjaValue, JinjaValue> change)
    {
        // A filter may be map again.
        arguments.Rendering.Enter();
        var changed = items.Select(change).ToList();
        arguments.Rendering.Leave();
        return new JinjaList(changed);
    }

    private static Arguments Behind(Arguments arguments, int used, string callee) =>
        new(arguments.Rendering, callee, [.. arguments.Positional.Skip(used)], arguments.Named);
}
