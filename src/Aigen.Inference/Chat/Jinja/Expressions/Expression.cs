namespace Aigen.Inference.Jinja;

/// <summary>What has a value.</summary>
internal abstract class Expression(int line)
{
    public int Line => line;

    public JinjaValue Evaluate(Scope scope)
    {
        scope.Rendering.Enter();
        var value = Compute(scope);
        scope.Rendering.Leave();
        return value;
    }

    protected abstract JinjaValue Compute(Scope scope);
}
