namespace Aigen.Inference.Jinja;

/// <summary>a.b.</summary>
internal sealed class AttributeExpression(int line, Expression owner, string name) : Expression(line)
{
    protected override JinjaValue Compute(Scope scope) => Members.Attribute(owner.Evaluate(scope), name, scope.Rendering);
}
