namespace Aigen.Inference.Jinja;

/// <summary>The tokens of one tag.</summary>
/// <param name="source">The template.</param>
/// <param name="start">Where the tag's inside begins.</param>
/// <param name="close">What ends it, unless a bracket is open.</param>
/// <param name="add">Takes each token with its place.</param>
internal sealed class TagLexer(string source, int start, string close, Action<TokenKind, string, int> add)
{
    private static readonly string[] LongOperators = ["//", "**", "==", "!=", ">=", "<="];

    private readonly Stack<char> _open = new();
    private int _at = start;

    /// <summary>Where the tag's end lies behind it, and the sign in front of it.</summary>
    public (int End, char Sign) Read()
    {
        while (true)
        {
            while (_at < source.Length && PythonSpace.Is(source[_at])) _at++;
            if (_at >= source.Length) throw Refuse("a tag has no end");
            if (_open.Count == 0 && FindEnd() is { } end) return end;
            ReadToken();
        }
    }

    private (int End, char Sign)? FindEnd()
    {
        if (IsAt(_at, close)) return (_at + 2, '\0');
        var isSign = source[_at] == '-' || (source[_at] == '+' && close == "%}");
        return isSign && IsAt(_at + 1, close) ? (_at + 3, source[_at]) : null;
    }

    private void ReadToken()
    {
        var c = source[_at];
        if (char.IsLetter(c) || c == '_') ReadName();
        else if (char.IsAsciiDigit(c)) ReadNumber();
        else if (c is '\'' or '"') ReadText(c);
        else ReadOperator(c);
    }

    private void ReadName()
    {
        var begin = _at;
        while (_at < source.Length && (char.IsLetterOrDigit(source[_at]) || source[_at] == '_')) _at++;
        add(TokenKind.Name, source[begin.._at], begin);
    }

    private void ReadNumber()
    {
        var begin = _at;
        var (kind, end) = NumberLiteral.Find(source, _at);
        _at = end;
        add(kind, source[begin..end].Replace("_", "", StringComparison.Ordinal), begin);
    }

    private void ReadText(char quote)
    {
        var begin = _at;
        for (_at++; _at < source.Length && source[_at] != quote; _at++)
            if (source[_at] == '\\')
                _at++;

        if (_at >= source.Length) throw Refuse("a string has no end");
        try
        {
            add(TokenKind.Text, StringLiteral.Read(source[(begin + 1).._at]), begin);
        }
        catch (JinjaException refused) when (refused is not JinjaSyntaxException)
        {
            throw Refuse(refused.Message);
        }

        _at++;
    }

    private void ReadOperator(char c)
    {
        var text = Array.Find(LongOperators, known => IsAt(_at, known)) ?? c.ToString();
        if (!"+-/*%~[](){}=<>.:|,;!".Contains(c) || text == "!") throw Refuse($"'{c}' is nothing that a tag has");
        if (c is '(' or '[' or '{') _open.Push(c);
        else if (c is ')' or ']' or '}') Close(c);
        add(TokenKind.Operator, text, _at);
        _at += text.Length;
    }

    private void Close(char c)
    {
        if (!_open.TryPop(out var open) || (open, c) is not (('(', ')') or ('[', ']') or ('{', '}'))) throw Refuse($"'{c}' closes nothing");
    }

    private bool IsAt(int at, string text) => source.AsSpan(Math.Min(at, source.Length)).StartsWith(text, StringComparison.Ordinal);

    private JinjaSyntaxException Refuse(string reason) => new(1 + source.AsSpan(0, Math.Min(_at, source.Length)).Count('\n'), reason);
}
