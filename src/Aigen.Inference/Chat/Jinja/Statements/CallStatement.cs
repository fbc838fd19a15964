namespace Aigen.Inference.Jinja;

/// <summary>{% call a(b) %}...{% endcall %}: what is called may call the body as caller().</summary>
internal sealed class CallStatement(int line, CallExpression call, MacroParameters parameters, Block body) : Statement(line)
{
    protected override Flow Carry(Scope scope, TextBuilder output)
    {
        call.CallWith(scope, new JinjaMacro(JinjaMacro.Caller, parameters, body, scope)).Write(output);
        return Flow.Next;
    }
}
