namespace Aigen.Inference.Jinja;

/// <summary>{% macro a(b) %}...{% endmacro %}.</summary>
internal sealed class MacroStatement(int line, string name, MacroParameters parameters, Block body) : Statement(line)
{
    protected override Flow Carry(Scope scope, TextBuilder output)
    {
        scope.Set(name, new JinjaMacro(name, parameters, body, scope));
        return Flow.Next;
    }
}
