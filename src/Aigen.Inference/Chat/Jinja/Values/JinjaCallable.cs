namespace Aigen.Inference.Jinja;

/// <summary>What can be called.</summary>
internal abstract class JinjaCallable(string name) : JinjaValue
{
    public string Name => name;

    public override string TypeName => "function";

    public abstract JinjaValue Call(Arguments arguments);

    public override void Write(TextBuilder text) => text.Append($"<function {name}>");
}
