namespace Aigen.Inference.Jinja;

/// <summary>The parameters of a macro, and what they are where nothing is given.</summary>
internal sealed class MacroParameters(List<(string Name, Expression? Default)> parameters)
{
    public static MacroParameters None { get; } = new([]);

    public void Bind(Scope scope, Arguments arguments)
    {
        arguments.Rendering.Step((long)parameters.Count * arguments.Named.Count);
        for (var i = 0; i < parameters.Count; i++)
        {
            var (name, absent) = parameters[i];
            scope.Set(name, arguments.Find(i, name) ?? absent?.Evaluate(scope) ?? new JinjaUndefined($"{arguments.Callee} was called without {name}"));
        }

        var more = arguments.Positional.Skip(parameters.Count).ToList();
        scope.Set("varargs", new JinjaList(more, isTuple: true));
        var others = new JinjaDict();
        foreach (var (name, value) in arguments.Named)
        {
            if (name == JinjaMacro.Caller) scope.Set(name, value);
            else if (!parameters.Exists(parameter => parameter.Name == name)) others.Set(name, value);
        }

        scope.Set("kwargs", others);
    }
}
