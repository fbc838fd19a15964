using System.Text;
using Aigen.Inference.Grammars;

namespace Aigen.Inference;

/// <summary>Makes JSON of one value in a model's own notation while it comes; what is JSON already stays as it is.</summary>
/// <param name="mark">What begins and ends a text.</param>
/// <param name="hasEscapes">Whether a backslash in such a text says what the next character is.</param>
internal sealed class NotedValue(string mark, bool hasEscapes)
{
    private readonly StringBuilder _json = new();

    // A name, number or word so far, or the beginning of a mark.
    private readonly StringBuilder _word = new();
    private StopScanner? _text;
    private Place _place;
    private bool _isEscaped;
    private int _depth;

    private enum Place
    {
        Outside,
        Json,
        Escaping,
        Marked,
    }

    /// <summary>Whether the value goes on whatever comes.</summary>
    public bool IsInside => _depth > 0 || _place != Place.Outside || (_word.Length > 0 && mark.StartsWith(_word.ToString(), StringComparison.Ordinal));

    /// <summary>Takes a character; gives the JSON that is known by it.</summary>
    public string Read(char c)
    {
        switch (_place)
        {
            case Place.Outside:
                ReadOutside(c);
                break;
            case Place.Json:
                ReadJson(c);
                break;
            case Place.Escaping:
                ReadEscaping(c);
                break;
            case Place.Marked:
                foreach (var written in _text!.Append([c])) _json.Append(Literal.Escape(written) ?? written.ToString());
                if (_text.Stopped) EndText();
                break;
        }

        return Take();
    }

    /// <summary>What is left, once the value has ended.</summary>
    public string End()
    {
        WriteWord();
        return Take();
    }

    private void ReadOutside(char c)
    {
        if (mark.StartsWith($"{_word}{c}", StringComparison.Ordinal))
        {
            _word.Append(c);
            if (_word.Length == mark.Length) BeginText();
            return;
        }

        if (c is not ('{' or '}' or '[' or ']' or ',' or ':' or '"' or ' ' or '\n'))
        {
            _word.Append(c);
            return;
        }

        // A word in front of a colon is a name.
        if (c == ':' && _word.Length > 0) _json.Append(Literal.Quote(_word.ToString()));
        else WriteWord();
        _word.Clear();
        _json.Append(c);
        _depth += c switch { '{' or '[' => 1, '}' or ']' => -1, _ => 0 };
        if (c == '"') _place = Place.Json;
    }

    private void BeginText()
    {
        _word.Clear();
        _json.Append('"');
        (_place, _text, _isEscaped) = (hasEscapes ? Place.Escaping : Place.Marked, new StopScanner([mark]), false);
    }

    private void EndText()
    {
        _json.Append('"');
        _place = Place.Outside;
    }

    private void ReadJson(char c)
    {
        _json.Append(c);
        if (c == '"' && !_isEscaped) _place = Place.Outside;
        _isEscaped = c == '\\' && !_isEscaped;
    }

    private void ReadEscaping(char c)
    {
        if (_isEscaped)
        {
            _json.Append(c == '\'' ? "'" : $"\\{c}");
            _isEscaped = false;
        }
        else if (c == '\\') _isEscaped = true;
        else if (c == mark[0]) EndText();
        else _json.Append(Literal.Escape(c) ?? c.ToString());
    }

    private void WriteWord()
    {
        _json.Append(_word.ToString() switch { "True" => "true", "False" => "false", "None" => "null", var word => word });
        _word.Clear();
    }

    private string Take()
    {
        var json = _json.ToString();
        _json.Clear();
        return json;
    }
}
