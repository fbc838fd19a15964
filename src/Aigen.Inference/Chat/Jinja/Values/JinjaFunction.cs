namespace Aigen.Inference.Jinja;

/// <summary>A function or method of ours.</summary>
internal sealed class JinjaFunction(string name, Func<Arguments, JinjaValue> call) : JinjaCallable(name)
{
    public override JinjaValue Call(Arguments arguments) => call(arguments);
}
