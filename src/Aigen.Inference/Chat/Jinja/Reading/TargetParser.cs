namespace Aigen.Inference.Jinja;

/// <summary>What is assigned to: a name, an attribute of a namespace, or several.</summary>
internal sealed class TargetParser(TokenStream tokens)
{
    /// <param name="end">The token behind it.</param>
    public Target Read(string end)
    {
        var first = One();
        if (!tokens.IsOperator(",")) return first;

        var targets = new List<Target> { first };
        while (tokens.SkipOperator(",") && !tokens.IsName(end) && !tokens.IsOperator(end)) targets.Add(One());
        return new Target.Several(targets);
    }

    private Target One()
    {
        using var level = tokens.Nest();
        if (tokens.SkipOperator("("))
        {
            var inner = Read(")");
            tokens.ExpectOperator(")");
            return inner;
        }

        var name = tokens.ExpectName();
        if (name is "true" or "false" or "none" or "True" or "False" or "None") throw tokens.Refuse($"nothing can be assigned to {name}");
        return tokens.SkipOperator(".") ? new Target.Attribute(name, tokens.ExpectName()) : new Target.Variable(name);
    }
}
