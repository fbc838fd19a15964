using System.Text.RegularExpressions;

namespace Aigen.Inference.Jinja;

/// <summary>
/// Takes a template apart into text and the tokens of its tags, with the white space around tags gone as model authors' renderers have it: a line
/// break behind a block (trim_blocks), spaces before one that begins a line (lstrip_blocks), the last line break of the file.
/// </summary>
internal sealed partial class Lexer
{
    private readonly string _source;
    private readonly List<Token> _tokens = [];
    private int _at;
    private int _line = 1;
    private int _counted;
    private bool _isLineStart = true;

    private Lexer(string source) => _source = source;

    /// <exception cref="JinjaSyntaxException">A tag is not closed, or holds what is no token.</exception>
    public static List<Token> Read(string source)
    {
        source = LineBreak().Replace(source, "\n");
        var lexer = new Lexer(source.EndsWith('\n') ? source[..^1] : source);
        while (lexer._at < lexer._source.Length) lexer.ReadDataAndTag();
        lexer.Add(TokenKind.End, "");
        return lexer._tokens;
    }

    private void ReadDataAndTag()
    {
        var tag = FindTag();
        if (tag < 0)
        {
            AddData(_source[_at..]);
            _at = _source.Length;
            return;
        }

        var kind = _source[tag + 1];
        var sign = tag + 2 < _source.Length && _source[tag + 2] is '-' or '+' ? _source[tag + 2] : '\0';
        AddData(Stripped(_source[_at..tag], sign, isLineStripped: kind != '{'));
        var raw = kind == '%' ? RawBegin().Match(_source, tag) : Match.Empty;
        _at = raw.Success ? tag + raw.Length : tag + (sign == '\0' ? 2 : 3);
        if (raw.Success) ReadRaw();
        else if (kind == '#') SkipComment();
        else ReadTag(isPrint: kind == '{');
        _isLineStart = _at > 0 && _source[_at - 1] == '\n';
    }

    private int FindTag()
    {
        for (var at = _source.IndexOf('{', _at); at >= 0 && at + 1 < _source.Length; at = _source.IndexOf('{', at + 1))
            if (_source[at + 1] is '{' or '%' or '#')
                return at;

        return -1;
    }

    private string Stripped(string data, char sign, bool isLineStripped)
    {
        if (sign == '-') return PythonSpace.TrimEnd(TrackedText.Own(data), PythonSpace.Is).Value;
        if (sign == '+' || !isLineStripped) return data;

        var line = data.LastIndexOf('\n') + 1;
        return (line > 0 || _isLineStart) && data.AsSpan(line).Trim().IsEmpty ? data[..line] : data;
    }

    private void SkipComment()
    {
        var end = _source.IndexOf("#}", _at, StringComparison.Ordinal);
        if (end < 0) throw Refuse("a comment has no end");
        var sign = end > _at ? _source[end - 1] : '\0';
        _at = end + 2;
        SkipSpace(sign, isTrimmed: true);
    }

    private void ReadRaw()
    {
        var end = RawEnd().Match(_source, _at);
        if (!end.Success) throw Refuse("{% raw %} has no {% endraw %}");
        _isLineStart = _source[_at - 1] == '\n';
        var sign = end.Groups["begin"].ValueSpan is [var given] ? given : '\0';
        AddData(Stripped(_source[_at..end.Index], sign, isLineStripped: true));
        _at = end.Index + end.Length;
        SkipSpace(end.Groups["end"].ValueSpan is [var last] ? last : '\0', isTrimmed: true);
    }

    private void ReadTag(bool isPrint)
    {
        Add(isPrint ? TokenKind.PrintBegin : TokenKind.BlockBegin, "");
        var tag = new TagLexer(_source, _at, isPrint ? "}}" : "%}", Add);
        var (end, sign) = tag.Read();
        _at = end;
        Add(isPrint ? TokenKind.PrintEnd : TokenKind.BlockEnd, "");
        SkipSpace(sign, isTrimmed: !isPrint);
    }

    // Behind a tag: all white space, or one line break.
    private void SkipSpace(char sign, bool isTrimmed)
    {
        if (sign == '-')
        {
            while (_at < _source.Length && PythonSpace.Is(_source[_at])) _at++;
        }
        else if (isTrimmed && sign != '+' && _at < _source.Length && _source[_at] == '\n')
        {
            _at++;
        }
    }

    private void AddData(string text)
    {
        if (text.Length > 0) Add(TokenKind.Data, text);
    }

    private void Add(TokenKind kind, string text) => Add(kind, text, _at);

    private void Add(TokenKind kind, string text, int at)
    {
        _line += _source.AsSpan(_counted, at - _counted).Count('\n');
        _counted = at;
        _tokens.Add(new Token(kind, text, _line));
    }

    private JinjaSyntaxException Refuse(string reason) => new(_line + _source.AsSpan(_counted, _at - _counted).Count('\n'), reason);

    [GeneratedRegex(@"\r\n|\r")]
    private static partial Regex LineBreak();

    [GeneratedRegex(@"\G\{%[-+]?\s*raw\s*(-%\}\s*|%\})")]
    private static partial Regex RawBegin();

    [GeneratedRegex(@"\{%(?<begin>[-+]?)\s*endraw\s*(?<end>[-+]?)%\}")]
    private static partial Regex RawEnd();
}
