namespace Aigen.Inference.Jinja;

/// <summary>Names, literals and brackets, and what hangs on them: members, slices, calls.</summary>
internal sealed class PrimaryParser(TokenStream tokens, ExpressionParser expressions)
{
    public Expression Read()
    {
        var token = tokens.Next();
        return token.Kind switch
        {
            TokenKind.Name => Name(token),
            TokenKind.Text => Text(token),
            TokenKind.Integer or TokenKind.Float => new ConstantExpression(token.Line, NumberLiteral.Read(token)),
            TokenKind.Operator when token.Text == "(" => Parentheses(token.Line),
            TokenKind.Operator when token.Text == "[" => List(token.Line),
            TokenKind.Operator when token.Text == "{" => Dict(token.Line),
            _ => throw new JinjaSyntaxException(token.Line, $"{token.Described} where a value was expected"),
        };
    }

    public Expression Postfix(Expression value)
    {
        while (true)
        {
            var line = tokens.Line;
            if (tokens.SkipOperator(".")) value = Attribute(line, value);
            else if (tokens.SkipOperator("[")) value = Subscript(line, value);
            else if (tokens.IsOperator("(")) value = new CallExpression(line, value, new ArgumentParser(tokens, expressions).Read());
            else return value;
        }
    }

    private static Expression Name(Token token) => token.Text switch
    {
        "true" or "True" => new ConstantExpression(token.Line, JinjaBoolean.True),
        "false" or "False" => new ConstantExpression(token.Line, JinjaBoolean.False),
        "none" or "None" => new ConstantExpression(token.Line, JinjaNone.Value),
        _ => new NameExpression(token.Line, token.Text),
    };

    // Strings behind each other are one, as in Python.
    private ConstantExpression Text(Token token)
    {
        var parts = new List<string> { token.Text };
        while (tokens.Current.Kind == TokenKind.Text) parts.Add(tokens.Next().Text);
        return new ConstantExpression(token.Line, JinjaString.Own(string.Concat(parts)));
    }

    private Expression Parentheses(int line)
    {
        if (tokens.SkipOperator(")")) return new ListExpression(line, [], isTuple: true);
        var value = expressions.Tuple();
        tokens.ExpectOperator(")");
        return value;
    }

    private ListExpression List(int line)
    {
        var items = new List<Expression>();
        while (!tokens.SkipOperator("]"))
        {
            if (items.Count > 0) tokens.ExpectOperator(",");
            if (!tokens.IsOperator("]")) items.Add(expressions.Expression());
        }

        return new ListExpression(line, items, isTuple: false);
    }

    private DictExpression Dict(int line)
    {
        var entries = new List<(Expression Key, Expression Value)>();
        while (!tokens.SkipOperator("}"))
        {
            if (entries.Count > 0) tokens.ExpectOperator(",");
            if (tokens.IsOperator("}")) continue;
            var key = expressions.Expression();
            tokens.ExpectOperator(":");
            entries.Add((key, expressions.Expression()));
        }

        return new DictExpression(line, entries);
    }

    private Expression Attribute(int line, Expression value) => tokens.Current.Kind == TokenKind.Integer
        ? new ItemExpression(line, value, new ConstantExpression(line, NumberLiteral.Read(tokens.Next())))
        : new AttributeExpression(line, value, tokens.ExpectName());

    private Expression Subscript(int line, Expression value)
    {
        Expression? start = tokens.IsOperator(":") ? null : expressions.Tuple();
        if (!tokens.SkipOperator(":"))
        {
            tokens.ExpectOperator("]");
            return new ItemExpression(line, value, start!);
        }

        var stop = Bound();
        var step = tokens.SkipOperator(":") ? Bound() : null;
        tokens.ExpectOperator("]");
        return new SliceExpression(line, value, start, stop, step);
    }

    private Expression? Bound() => tokens.IsOperator(":") || tokens.IsOperator("]") ? null : expressions.Expression();
}
