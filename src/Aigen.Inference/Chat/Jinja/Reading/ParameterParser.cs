namespace Aigen.Inference.Jinja;

/// <summary>The parameters of a macro.</summary>
internal sealed class ParameterParser(TokenStream tokens, ExpressionParser expressions)
{
    public MacroParameters Read()
    {
        tokens.ExpectOperator("(");
        var parameters = new List<(string Name, Expression? Default)>();
        while (!tokens.SkipOperator(")"))
        {
            if (parameters.Count > 0) tokens.ExpectOperator(",");
            if (tokens.IsOperator(")")) continue;
            var name = tokens.ExpectName();
            parameters.Add((name, tokens.SkipOperator("=") ? expressions.Expression() : null));
        }

        return new MacroParameters(parameters);
    }
}
