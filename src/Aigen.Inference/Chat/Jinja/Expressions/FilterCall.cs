namespace Aigen.Inference.Jinja;

/// <summary>A filter with its arguments.</summary>
internal sealed class FilterCall(string name, ArgumentList arguments)
{
    public JinjaValue Apply(JinjaValue value, Scope scope)
    {
        scope.Rendering.Read(value);
        return FilterTable.Get(name)(value, arguments.Evaluate(scope, name));
    }
}
