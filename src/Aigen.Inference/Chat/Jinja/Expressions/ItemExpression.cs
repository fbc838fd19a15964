namespace Aigen.Inference.Jinja;

/// <summary>a[b].</summary>
internal sealed class ItemExpression(int line, Expression owner, Expression key) : Expression(line)
{
    protected override JinjaValue Compute(Scope scope) => Members.Item(owner.Evaluate(scope), key.Evaluate(scope), scope.Rendering);
}
