namespace Aigen.Inference.Jinja;

/// <summary>The functions that every template finds, unless it has set a variable of the name.</summary>
internal static class Globals
{
    private static readonly Dictionary<string, JinjaValue> Functions = new(StringComparer.Ordinal)
    {
        ["range"] = new JinjaFunction("range", Range),
        ["namespace"] = new JinjaFunction("namespace", Namespace),
        ["dict"] = new JinjaFunction("dict", Dict),
        ["raise_exception"] = new JinjaFunction("raise_exception", Raise),
        ["cycler"] = new JinjaFunction("cycler", arguments => new Cycler(arguments.Positional)),
        ["joiner"] = new JinjaFunction("joiner", Joiner),
    };

    public static JinjaValue? Find(string name) => Functions.GetValueOrDefault(name);

    private static JinjaList Range(Arguments arguments)
    {
        var first = arguments.Integer(0, "start") ?? throw new JinjaException("range needs a number");
        var (start, stop, step) = arguments.Integer(1, "stop") is { } second ? (first, second, arguments.Integer(2, "step") ?? 1) : (0, first, 1);
        if (step == 0) throw new JinjaException("range has the step 0");
        var count = step > 0 ? ((long)stop - start + step - 1) / step : ((long)start - stop - step - 1) / -(long)step;
        if (count > JinjaLimits.Range) throw new JinjaException($"range has {count} numbers, allowed {JinjaLimits.Range}");
        arguments.Rendering.Step(Math.Max(0, count));
        return new JinjaList([.. Enumerable.Range(0, (int)Math.Max(0, count)).Select(i => new JinjaInteger(start + ((Int128)i * step)))]);
    }

    private static JinjaNamespace Namespace(Arguments arguments)
    {
        var made = new JinjaNamespace();
        if (arguments.Positional is [JinjaDict dict, ..])
            foreach (var (key, value) in dict.Entries)
                made.Set(key.ToText(arguments.Rendering).Value, value);
        foreach (var (name, value) in arguments.Named) made.Set(name, value);
        return made;
    }

    private static JinjaDict Dict(Arguments arguments)
    {
        var dict = new JinjaDict();
        if (arguments.Positional is [JinjaDict given, ..])
            foreach (var (key, value) in given.Entries)
                dict.Set(key, value);
        foreach (var (name, value) in arguments.Named) dict.Set(name, value);
        return dict;
    }

    private static JinjaValue Raise(Arguments arguments)
    {
        var message = arguments.Required(0, "message").ToText(arguments.Rendering).Value;
        throw new TemplateRefusal(message.Length <= JinjaLimits.Message ? message : message[..JinjaLimits.Message] + "...");
    }

    private static JinjaFunction Joiner(Arguments arguments)
    {
        var separator = arguments.Find(0, "sep") ?? JinjaString.Own(", ");
        var isUsed = false;
        return new JinjaFunction("joiner", _ =>
        {
            var text = isUsed ? separator : JinjaString.Empty;
            isUsed = true;
            return text;
        });
    }
}
