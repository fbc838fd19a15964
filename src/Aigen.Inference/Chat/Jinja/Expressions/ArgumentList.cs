namespace Aigen.Inference.Jinja;

/// <summary>The arguments of a call as the template writes them.</summary>
/// <param name="positional">Those without a name; a spread one is a list of them.</param>
/// <param name="named">Those with a name; without one it is a dictionary of them.</param>
internal sealed class ArgumentList(List<(Expression Value, bool IsSpread)> positional, List<(string? Name, Expression Value)> named)
{
    public static ArgumentList None { get; } = new([], []);

    public Arguments Evaluate(Scope scope, string callee)
    {
        var values = new List<JinjaValue>(positional.Count);
        foreach (var (value, isSpread) in positional)
        {
            if (isSpread) values.AddRange(value.Evaluate(scope).Iterate(scope.Rendering));
            else values.Add(value.Evaluate(scope));
        }

        if (named.Count == 0) return new Arguments(scope.Rendering, callee, values, []);
        var byName = new List<KeyValuePair<string, JinjaValue>>(named.Count);
        foreach (var (name, value) in named)
        {
            if (name is not null) byName.Add(new(name, value.Evaluate(scope)));
            else byName.AddRange(Spread(value.Evaluate(scope), scope.Rendering));
        }

        return new Arguments(scope.Rendering, callee, values, byName);
    }

    private static IEnumerable<KeyValuePair<string, JinjaValue>> Spread(JinjaValue value, Rendering rendering)
    {
        if (value is not JinjaDict dict) throw new JinjaException($"** before a {value.TypeName}, allowed a dictionary");
        rendering.Step(dict.Entries.Count);
        return dict.Entries.Select(entry => new KeyValuePair<string, JinjaValue>(entry.Key.ToText(rendering).Value, entry.Value));
    }
}
