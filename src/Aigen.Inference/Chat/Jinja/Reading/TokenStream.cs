using System.Runtime.CompilerServices;

namespace Aigen.Inference.Jinja;

/// <summary>The tokens as the parser takes them, and how deep it is in them.</summary>
internal sealed class TokenStream(List<Token> tokens)
{
    private int _at;
    private int _depth;

    public Token Current => tokens[_at];

    public int Line => Current.Line;

    public Token Next()
    {
        var token = tokens[_at];
        if (_at < tokens.Count - 1) _at++;
        return token;
    }

    public bool IsOperator(string text) => Current.IsOperator(text);

    public bool IsName(string name) => Current.IsName(name);

    public bool SkipOperator(string text)
    {
        if (!IsOperator(text)) return false;
        Next();
        return true;
    }

    public bool SkipName(string name)
    {
        if (!IsName(name)) return false;
        Next();
        return true;
    }

    public void ExpectOperator(string text)
    {
        if (!SkipOperator(text)) throw Refuse($"{Current.Described} where {text} was expected");
    }

    public Token Expect(TokenKind kind, string what) => Current.Kind == kind ? Next() : throw Refuse($"{Current.Described} where {what} was expected");

    public string ExpectName() => Expect(TokenKind.Name, "a name").Text;

    /// <summary>Goes one level deeper, and back up when the result is disposed of.</summary>
    public Level Nest()
    {
        if (++_depth > JinjaLimits.Nesting || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw Refuse($"brackets and blocks are nested deeper than {JinjaLimits.Nesting} levels");
        return new Level(this);
    }

    public JinjaSyntaxException Refuse(string reason) => new(Line, reason);

    public readonly struct Level(TokenStream stream) : IDisposable
    {
        public void Dispose() => stream._depth--;
    }
}
