namespace Aigen.Inference.Jinja;

/// <summary>What stands in the brackets of a call.</summary>
internal sealed class ArgumentParser(TokenStream tokens, ExpressionParser expressions)
{
    public ArgumentList Read()
    {
        tokens.ExpectOperator("(");
        var positional = new List<(Expression Value, bool IsSpread)>();
        var named = new List<(string? Name, Expression Value)>();
        var isFirst = true;
        while (!tokens.SkipOperator(")"))
        {
            if (!isFirst) tokens.ExpectOperator(",");
            isFirst = false;
            if (!tokens.IsOperator(")")) ReadOne(positional, named);
        }

        return new ArgumentList(positional, named);
    }

    private void ReadOne(List<(Expression Value, bool IsSpread)> positional, List<(string? Name, Expression Value)> named)
    {
        if (tokens.SkipOperator("**"))
        {
            named.Add((null, expressions.Expression()));
            return;
        }

        var isSpread = tokens.SkipOperator("*");
        var value = expressions.Expression();
        if (!isSpread && value is NameExpression name && tokens.SkipOperator("=")) named.Add((name.Name, expressions.Expression()));
        else if (named.Count > 0) throw tokens.Refuse("an argument without a name behind one with");
        else positional.Add((value, isSpread));
    }
}
