namespace Aigen.Inference.Jinja;

/// <summary>Text, values to write, and statements. What loads other templates is not there: a model file has one.</summary>
internal sealed class StatementParser
{
    private readonly TokenStream _tokens;
    private readonly ExpressionParser _expressions;
    private readonly TargetParser _targets;
    private int _loops;

    private StatementParser(TokenStream tokens)
    {
        (_tokens, _expressions) = (tokens, new ExpressionParser(tokens));
        _targets = new TargetParser(tokens);
    }

    /// <exception cref="JinjaSyntaxException">The template is none.</exception>
    public static Block Parse(string source)
    {
        if (source.Length > JinjaLimits.Source) throw new JinjaSyntaxException(1, $"the template has {source.Length} characters, allowed {JinjaLimits.Source}");
        var parser = new StatementParser(new TokenStream(Lexer.Read(source)));
        var block = parser.Body();
        return parser._tokens.Current.Kind == TokenKind.End ? block : throw parser._tokens.Refuse($"{parser._tokens.Current.Described} ends nothing");
    }

    // Up to one of the ends, whose name is current then.
    private Block Body(params ReadOnlySpan<string> ends)
    {
        using var level = _tokens.Nest();
        var statements = new List<Statement>();
        while (_tokens.Current.Kind != TokenKind.End)
        {
            var token = _tokens.Next();
            if (token.Kind == TokenKind.Data)
            {
                statements.Add(new DataStatement(token.Line, token.Text));
            }
            else if (token.Kind == TokenKind.PrintBegin)
            {
                statements.Add(new PrintStatement(token.Line, _expressions.Tuple()));
                _tokens.Expect(TokenKind.PrintEnd, "}}");
            }
            else
            {
                if (_tokens.Current.Kind == TokenKind.Name && ends.Contains(_tokens.Current.Text)) return new Block(statements);
                statements.Add(Statement());
                EndTag();
            }
        }

        return ends.Length == 0 ? new Block(statements) : throw _tokens.Refuse($"the template ends where {ends[^1]} was expected");
    }

    private Block BodyOf(string end)
    {
        EndTag();
        var body = Body(end);
        _tokens.Next();
        return body;
    }

    private void EndTag() => _tokens.Expect(TokenKind.BlockEnd, "%}");

    private Statement Statement()
    {
        var token = _tokens.Expect(TokenKind.Name, "a statement");
        var line = token.Line;
        return token.Text switch
        {
            "for" => For(line),
            "if" => If(line),
            "set" => Set(line),
            "macro" => Macro(line),
            "call" => Call(line),
            "filter" => new FilterStatement(line, new FilterParser(_tokens, _expressions).Chain(), BodyOf("endfilter")),
            "with" => With(line),
            // Marks what a model is to be trained on; writes its body.
            "generation" => new ScopeStatement(line, [], BodyOf("endgeneration")),
            "break" or "continue" => Jump(line, token.Text == "break"),
            _ => throw new JinjaSyntaxException(line, $"the statement {token.Described} is not known"),
        };
    }

    private ForStatement For(int line)
    {
        var target = _targets.Read("in");
        if (!_tokens.SkipName("in")) throw _tokens.Refuse($"{_tokens.Current.Described} where in was expected");
        var source = _expressions.Tuple(mayBranch: false);
        var condition = _tokens.SkipName("if") ? _expressions.Expression() : null;
        var isRecursive = _tokens.SkipName("recursive");
        EndTag();
        _loops++;
        var body = Body("else", "endfor");
        _loops--;
        var otherwise = _tokens.Next().Text == "else" ? BodyOf("endfor") : null;
        return new ForStatement(line, target, source, condition, body, otherwise, isRecursive);
    }

    private IfStatement If(int line)
    {
        var branches = new List<(Expression? Condition, Block Body)>();
        Expression? condition = _expressions.Tuple(mayBranch: false);
        while (true)
        {
            EndTag();
            branches.Add((condition, condition is null ? Body("endif") : Body("elif", "else", "endif")));
            var end = _tokens.Next().Text;
            if (end == "endif") return new IfStatement(line, branches);
            condition = end == "elif" ? _expressions.Tuple(mayBranch: false) : null;
        }
    }

    private Statement Set(int line)
    {
        var target = _targets.Read("=");
        if (_tokens.SkipOperator("=")) return new SetStatement(line, target, _expressions.Tuple());
        var filters = _tokens.SkipOperator("|") ? new FilterParser(_tokens, _expressions).Chain() : [];
        return new SetBlockStatement(line, target, filters, BodyOf("endset"));
    }

    private MacroStatement Macro(int line)
    {
        var name = _tokens.ExpectName();
        var parameters = new ParameterParser(_tokens, _expressions).Read();
        return new MacroStatement(line, name, parameters, Inner("endmacro"));
    }

    private CallStatement Call(int line)
    {
        var parameters = _tokens.IsOperator("(") ? new ParameterParser(_tokens, _expressions).Read() : MacroParameters.None;
        return _expressions.Unary() is CallExpression call
            ? new CallStatement(line, call, parameters, Inner("endcall"))
            : throw new JinjaSyntaxException(line, "{% call %} without a call");
    }

    private ScopeStatement With(int line)
    {
        var values = new List<(Target Target, Expression Value)>();
        while (_tokens.Current.Kind != TokenKind.BlockEnd)
        {
            if (values.Count > 0) _tokens.ExpectOperator(",");
            var target = _targets.Read("=");
            _tokens.ExpectOperator("=");
            values.Add((target, _expressions.Expression()));
        }

        return new ScopeStatement(line, values, BodyOf("endwith"));
    }

    // A loop around a macro is not one that its body can leave.
    private Block Inner(string end)
    {
        var loops = _loops;
        _loops = 0;
        var body = BodyOf(end);
        _loops = loops;
        return body;
    }

    private JumpStatement Jump(int line, bool isBreak) => _loops > 0
        ? new JumpStatement(line, isBreak ? Flow.Break : Flow.Continue)
        : throw new JinjaSyntaxException(line, "break or continue without a loop");
}
