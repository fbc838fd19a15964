namespace Aigen.Inference.Jinja;

/// <summary>What writes something or changes variables.</summary>
internal abstract class Statement(int line)
{
    public int Line => line;

    public Flow Run(Scope scope, TextBuilder output)
    {
        scope.Rendering.Enter();
        scope.Rendering.Line = line;
        var flow = Carry(scope, output);
        scope.Rendering.Leave();
        return flow;
    }

    protected abstract Flow Carry(Scope scope, TextBuilder output);
}
