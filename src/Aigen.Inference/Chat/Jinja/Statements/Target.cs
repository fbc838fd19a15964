namespace Aigen.Inference.Jinja;

/// <summary>What is assigned to.</summary>
internal abstract class Target
{
    private Target()
    {
    }

    public abstract void Assign(Scope scope, JinjaValue value);

    public sealed class Variable(string name) : Target
    {
        public override void Assign(Scope scope, JinjaValue value) => scope.Set(name, value);
    }

    /// <summary>Of a namespace, which is the only thing whose attributes change.</summary>
    public sealed class Attribute(string owner, string name) : Target
    {
        public override void Assign(Scope scope, JinjaValue value)
        {
            if (scope.Get(owner) is not JinjaNamespace variables) throw new JinjaException($"{owner} is no namespace, and only those have attributes to set");
            variables.Set(name, value);
        }
    }

    public sealed class Several(List<Target> targets) : Target
    {
        public override void Assign(Scope scope, JinjaValue value)
        {
            var values = value.Iterate(scope.Rendering);
            if (values.Count != targets.Count) throw new JinjaException($"{values.Count} values are assigned to {targets.Count} names");
            for (var i = 0; i < values.Count; i++) targets[i].Assign(scope, values[i]);
        }
    }
}
