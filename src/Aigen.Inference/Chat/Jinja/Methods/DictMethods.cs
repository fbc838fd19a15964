namespace Aigen.Inference.Jinja;

/// <summary>The methods of a dictionary.</summary>
internal static class DictMethods
{
    private static readonly Dictionary<string, Func<JinjaDict, Arguments, JinjaValue>> Methods = new(StringComparer.Ordinal)
    {
        ["get"] = (dict, arguments) => dict.Get(Key(arguments)) ?? arguments.Find(1, "default") ?? JinjaNone.Value,
        ["items"] = MappingFilters.Items,
        ["keys"] = (dict, arguments) => ListFilters.Of(dict.Iterate(arguments.Rendering)),
        ["values"] = Values,
        ["copy"] = (dict, arguments) => Update(new JinjaDict(), dict, arguments),
        ["update"] = (dict, arguments) =>
        {
            if (arguments.Positional is [JinjaDict other, ..]) Update(dict, other, arguments);
            foreach (var (name, value) in arguments.Named) dict.Set(name, value);
            return JinjaNone.Value;
        },
        ["pop"] = Pop,
        ["setdefault"] = SetDefault,
    };

    public static JinjaValue? Find(JinjaDict dict, string name) =>
        Methods.TryGetValue(name, out var method) ? new JinjaFunction(name, arguments => method(dict, arguments)) : null;

    private static JinjaValue Key(Arguments arguments)
    {
        var key = arguments.Required(0, "key");
        arguments.Rendering.Read(key);
        return key;
    }

    private static JinjaList Values(JinjaDict dict, Arguments arguments)
    {
        arguments.Rendering.Step(dict.Entries.Count);
        return ListFilters.Of(dict.Entries.Select(entry => entry.Value));
    }

    private static JinjaDict Update(JinjaDict dict, JinjaDict other, Arguments arguments)
    {
        arguments.Rendering.Step(other.Entries.Count);
        foreach (var (key, value) in other.Entries.ToList()) dict.Set(key, value);
        return dict;
    }

    private static JinjaValue Pop(JinjaDict dict, Arguments arguments)
    {
        var key = Key(arguments);
        var value = dict.Get(key) ?? arguments.Find(1, "default") ?? throw new JinjaException("pop: the key is not there");
        dict.Remove(key);
        return value;
    }

    private static JinjaValue SetDefault(JinjaDict dict, Arguments arguments)
    {
        var key = Key(arguments);
        if (dict.Get(key) is { } known) return known;
        var value = arguments.Find(1, "default") ?? JinjaNone.Value;
        dict.Set(key, value);
        return value;
    }
}
