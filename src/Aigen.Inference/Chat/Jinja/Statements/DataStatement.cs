namespace Aigen.Inference.Jinja;

/// <summary>Text between the tags.</summary>
internal sealed class DataStatement(int line, string text) : Statement(line)
{
    protected override Flow Carry(Scope scope, TextBuilder output)
    {
        output.Append(text);
        return Flow.Next;
    }
}
