namespace Aigen.Inference.Jinja;

/// <summary>Filters and tests behind a value: <c>a | b(c) is d</c>.</summary>
internal sealed class FilterParser(TokenStream tokens, ExpressionParser expressions)
{
    public Expression Read(Expression value)
    {
        while (true)
        {
            var line = tokens.Line;
            if (tokens.SkipOperator("|")) value = new FilterExpression(line, value, Filter());
            else if (tokens.SkipName("is")) value = Test(line, value);
            else if (tokens.IsOperator("(")) value = new CallExpression(line, value, new ArgumentParser(tokens, expressions).Read());
            else return value;
        }
    }

    /// <summary>A filter's name and arguments.</summary>
    public FilterCall Filter() => new(DottedName(), tokens.IsOperator("(") ? new ArgumentParser(tokens, expressions).Read() : ArgumentList.None);

    /// <summary>Several, as a filter block has them.</summary>
    public List<FilterCall> Chain()
    {
        var filters = new List<FilterCall> { Filter() };
        while (tokens.SkipOperator("|")) filters.Add(Filter());
        return filters;
    }

    private Expression Test(int line, Expression value)
    {
        var isNegated = tokens.SkipName("not");
        var name = DottedName();
        var arguments = ArgumentList.None;
        if (tokens.IsOperator("("))
        {
            arguments = new ArgumentParser(tokens, expressions).Read();
        }
        else if (IsArgument())
        {
            var primary = new PrimaryParser(tokens, expressions);
            arguments = new ArgumentList([(primary.Postfix(primary.Read()), false)], []);
        }

        Expression test = new TestExpression(line, value, name, arguments);
        return isNegated ? new NotExpression(line, test) : test;
    }

    private bool IsArgument() => tokens.Current switch
    {
        { Kind: TokenKind.Name, Text: "is" } => throw tokens.Refuse("a test behind a test"),
        { Kind: TokenKind.Name, Text: var name } => name is not ("else" or "or" or "and" or "if" or "not" or "in" or "recursive"),
        { Kind: TokenKind.Operator, Text: var text } => text is "[" or "{",
        { Kind: var kind } => kind is TokenKind.Text or TokenKind.Integer or TokenKind.Float,
    };

    private string DottedName()
    {
        var name = tokens.ExpectName();
        while (tokens.SkipOperator(".")) name += "." + tokens.ExpectName();
        return name;
    }
}
