namespace Aigen.Inference;

/// <summary>How deep inside a JSON value its text has come.</summary>
internal struct JsonProgress
{
    private int _depth;
    private bool _isQuoted;
    private bool _isEscaped;

    /// <summary>Whether the value goes on in any case; false between, and behind numbers and words, which nothing closes.</summary>
    public readonly bool IsInside => _depth > 0 || _isQuoted;

    public void Add(char c)
    {
        if (!_isQuoted)
        {
            _isQuoted = c == '"';
            _depth += c switch { '{' or '[' => 1, '}' or ']' => -1, _ => 0 };
        }
        else if (_isEscaped) _isEscaped = false;
        else if (c == '\\') _isEscaped = true;
        else if (c == '"') _isQuoted = false;
    }
}
