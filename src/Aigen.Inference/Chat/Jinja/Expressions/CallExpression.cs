namespace Aigen.Inference.Jinja;

/// <summary>a(b).</summary>
internal sealed class CallExpression(int line, Expression callee, ArgumentList arguments) : Expression(line)
{
    /// <summary>Calls with one more argument: the body of a call block.</summary>
    public JinjaValue CallWith(Scope scope, JinjaMacro caller)
    {
        var callable = Callee(scope);
        var given = arguments.Evaluate(scope, callable.Name);
        return callable.Call(new Arguments(scope.Rendering, callable.Name, given.Positional, [.. given.Named, new(JinjaMacro.Caller, caller)]));
    }

    protected override JinjaValue Compute(Scope scope)
    {
        var callable = Callee(scope);
        return callable.Call(arguments.Evaluate(scope, callable.Name));
    }

    private JinjaCallable Callee(Scope scope) => callee.Evaluate(scope) switch
    {
        JinjaCallable callable => callable,
        JinjaUndefined undefined => throw new JinjaException(undefined.Reason),
        { } value => throw new JinjaException($"a {value.TypeName} is nothing to call"),
    };
}
