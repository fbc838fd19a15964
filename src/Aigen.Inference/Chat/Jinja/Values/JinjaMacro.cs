namespace Aigen.Inference.Jinja;

/// <summary>A macro, or the body of a call block: statements with parameters, in the scope in which they were written.</summary>
internal sealed class JinjaMacro(string name, MacroParameters parameters, Block body, Scope home) : JinjaCallable(name)
{
    public const string Caller = "caller";

    public override string TypeName => "macro";

    public override JinjaValue Call(Arguments arguments)
    {
        var rendering = arguments.Rendering;
        rendering.Enter();
        var scope = new Scope(home);
        parameters.Bind(scope, arguments);
        var text = new TextBuilder(rendering);
        body.Run(scope, text);
        rendering.Leave();
        return new JinjaString(text.ToText());
    }

    public override void Write(TextBuilder text) => text.Append($"<Macro '{Name}'>");

    public override JinjaValue? Attribute(string name) => name == "name" ? JinjaString.Own(Name) : null;
}
