namespace Aigen.Inference.Jinja;

/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; of a string literal what it means.</param>
/// <param name="Line">Where it stands, from 1.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Line)
{
    public bool IsName(string name) => Kind == TokenKind.Name && Text == name;

    public bool IsOperator(string text) => Kind == TokenKind.Operator && Text == text;

    /// <summary>The token for people.</summary>
    public string Described => Kind switch
    {
        TokenKind.Data => "text",
        TokenKind.BlockBegin => "{%",
        TokenKind.BlockEnd => "%}",
        TokenKind.PrintBegin => "{{",
        TokenKind.PrintEnd => "}}",
        TokenKind.Text => "a string",
        TokenKind.End => "the end of the template",
        _ => Text.Length <= 40 ? Text : Text[..40] + "...",
    };
}
