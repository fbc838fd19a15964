namespace Aigen.Inference.Jinja;

/// <summary>a ~ b: values written behind each other.</summary>
internal sealed class ConcatenationExpression(int line, List<Expression> parts) : Expression(line)
{
    protected override JinjaValue Compute(Scope scope)
    {
        var text = new TextBuilder(scope.Rendering);
        foreach (var part in parts) part.Evaluate(scope).Write(text);
        return new JinjaString(text.ToText());
    }
}
