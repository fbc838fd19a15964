namespace Aigen.Inference.Jinja;

/// <summary>Expressions, from the loosest operator to the tightest: a if b else c, or, and, not, comparisons, + -, ~, * / // %, **.</summary>
internal sealed class ExpressionParser(TokenStream tokens)
{
    /// <summary>An expression, or several with commas, which are a tuple.</summary>
    /// <param name="mayBranch">Whether <c>a if b</c> belongs to it.</param>
    public Expression Tuple(bool mayBranch = true)
    {
        var line = tokens.Line;
        var first = Expression(mayBranch);
        if (!tokens.IsOperator(",")) return first;

        var items = new List<Expression> { first };
        while (tokens.SkipOperator(",") && !IsTupleEnd()) items.Add(Expression(mayBranch));
        return new ListExpression(line, items, isTuple: true);
    }

    public Expression Expression(bool mayBranch = true)
    {
        using var level = tokens.Nest();
        var line = tokens.Line;
        var value = Or();
        while (mayBranch && tokens.SkipName("if"))
        {
            var condition = Or();
            value = new ConditionalExpression(line, condition, value, tokens.SkipName("else") ? Expression() : null);
        }

        return value;
    }

    public Expression Unary(bool withFilters = true)
    {
        using var level = tokens.Nest();
        var line = tokens.Line;
        var primary = new PrimaryParser(tokens, this);
        var value = tokens.SkipOperator("-") ? new SignExpression(line, Unary(withFilters: false), isNegative: true)
            : tokens.SkipOperator("+") ? new SignExpression(line, Unary(withFilters: false), isNegative: false)
            : primary.Read();
        value = primary.Postfix(value);
        return withFilters ? new FilterParser(tokens, this).Read(value) : value;
    }

    private bool IsTupleEnd() =>
        tokens.Current.Kind is TokenKind.BlockEnd or TokenKind.PrintEnd || tokens.IsOperator(")") || tokens.IsName("recursive") || tokens.IsName("if");

    private Expression Or()
    {
        var value = And();
        while (tokens.IsName("or")) value = new LogicExpression(tokens.Next().Line, value, And(), isOr: true);
        return value;
    }

    private Expression And()
    {
        var value = Not();
        while (tokens.IsName("and")) value = new LogicExpression(tokens.Next().Line, value, Not(), isOr: false);
        return value;
    }

    private Expression Not()
    {
        using var level = tokens.Nest();
        return tokens.IsName("not") ? new NotExpression(tokens.Next().Line, Not()) : Comparison();
    }

    private Expression Comparison()
    {
        var line = tokens.Line;
        var first = Sum();
        var rest = new List<(string Operator, Expression Value)>();
        while (ComparisonOperator() is { } comparison) rest.Add((comparison, Sum()));
        return rest.Count == 0 ? first : new ComparisonExpression(line, first, rest);
    }

    private string? ComparisonOperator()
    {
        if (tokens.Current is { Kind: TokenKind.Operator, Text: "==" or "!=" or "<" or "<=" or ">" or ">=" }) return tokens.Next().Text;
        if (tokens.SkipName("in")) return "in";
        if (!tokens.IsName("not")) return null;
        tokens.Next();
        return tokens.SkipName("in") ? "not in" : throw tokens.Refuse($"{tokens.Current.Described} where in was expected");
    }

    private Expression Sum()
    {
        var value = Concatenation();
        while (tokens.IsOperator("+") || tokens.IsOperator("-")) value = Arithmetic(value, Concatenation);
        return value;
    }

    private Expression Concatenation()
    {
        var line = tokens.Line;
        var first = Product();
        if (!tokens.IsOperator("~")) return first;

        var parts = new List<Expression> { first };
        while (tokens.SkipOperator("~")) parts.Add(Product());
        return new ConcatenationExpression(line, parts);
    }

    private Expression Product()
    {
        var value = Power();
        while (tokens.Current is { Kind: TokenKind.Operator, Text: "*" or "/" or "//" or "%" }) value = Arithmetic(value, Power);
        return value;
    }

    private Expression Power()
    {
        var value = Unary();
        while (tokens.IsOperator("**")) value = Arithmetic(value, () => Unary());
        return value;
    }

    private ArithmeticExpression Arithmetic(Expression left, Func<Expression> right)
    {
        var token = tokens.Next();
        return new ArithmeticExpression(token.Line, token.Text, left, right());
    }
}
