namespace Aigen.Inference.Jinja;

/// <summary>
/// The methods of a list. Some change it, which the sandbox of model authors' renderers does not let a template do, and llama.cpp does: some templates
/// need it.
/// </summary>
internal static class ListMethods
{
    private static readonly Dictionary<string, Func<JinjaList, Arguments, JinjaValue>> Methods = new(StringComparer.Ordinal)
    {
        ["append"] = (list, arguments) => Change(list, items => items.Add(arguments.Required(0, "object"))),
        ["extend"] = (list, arguments) => Change(list, items => items.AddRange(arguments.Required(0, "iterable").Iterate(arguments.Rendering))),
        ["insert"] = (list, arguments) => Change(list, items => items.Insert(Place(items, arguments.Integer(0, "index") ?? 0, arguments), arguments.Required(1, "object"))),
        ["pop"] = Pop,
        ["remove"] = (list, arguments) => Change(list, items => items.RemoveAt(IndexOf(list, arguments))),
        ["reverse"] = (list, arguments) => Change(list, items =>
        {
            arguments.Rendering.Step(items.Count);
            items.Reverse();
        }),
        ["index"] = (list, arguments) => new JinjaInteger(IndexOf(list, arguments)),
        ["count"] = (list, arguments) => new JinjaInteger(
            list.Iterate(arguments.Rendering).Count(item => Equality.AreEqual(item, arguments.Required(0, "value"), arguments.Rendering))),
        ["copy"] = (list, arguments) => ListFilters.Of(list.Iterate(arguments.Rendering)),
    };

    public static JinjaValue? Find(JinjaList list, string name)
    {
        if (!Methods.TryGetValue(name, out var method) || (list.IsTuple && name is not ("index" or "count"))) return null;
        return new JinjaFunction(name, arguments => method(list, arguments));
    }

    private static JinjaNone Change(JinjaList list, Action<List<JinjaValue>> change)
    {
        change(list.Items);
        return JinjaNone.Value;
    }

    private static JinjaValue Pop(JinjaList list, Arguments arguments)
    {
        if (list.Items.Count == 0) throw new JinjaException("pop: the list is empty");
        var at = arguments.Integer(0, "index") ?? -1;
        if (at < 0) at += list.Items.Count;
        if (at < 0 || at >= list.Items.Count) throw new JinjaException($"pop: there is no item {at}, of {list.Items.Count}");
        arguments.Rendering.Step(list.Items.Count - at);
        var item = list.Items[at];
        list.Items.RemoveAt(at);
        return item;
    }

    private static int Place(List<JinjaValue> items, int index, Arguments arguments)
    {
        var at = (int)Math.Clamp(index < 0 ? (long)index + items.Count : index, 0, items.Count);
        arguments.Rendering.Step(items.Count - at);
        return at;
    }

    private static int IndexOf(JinjaList list, Arguments arguments)
    {
        var sought = arguments.Required(0, "value");
        var at = list.Iterate(arguments.Rendering).TakeWhile(item => !Equality.AreEqual(item, sought, arguments.Rendering)).Count();
        return at < list.Items.Count ? at : throw new JinjaException("the list has no such item");
    }
}
