using System.Globalization;
using System.Text;

namespace Aigen.Inference.Grammars;

/// <summary>The characters of a regular expression.</summary>
internal sealed class PatternReader(string text)
{
    public int At { get; private set; }

    public bool IsAtEnd => At >= text.Length;

    public char Next => IsAtEnd ? '\0' : text[At];

    public bool Take(char expected)
    {
        if (IsAtEnd || text[At] != expected) return false;
        At++;
        return true;
    }

    public bool IsAt(string expected) => string.CompareOrdinal(text, At, expected, 0, expected.Length) == 0;

    public bool Take(string expected)
    {
        if (!IsAt(expected)) return false;
        At += expected.Length;
        return true;
    }

    /// <summary>One code point as it stands.</summary>
    public int CodePoint()
    {
        if (IsAtEnd) throw Refuse("it ends too early");
        Rune.DecodeFromUtf16(text.AsSpan(At), out var rune, out var length);
        At += length;
        return rune.Value;
    }

    /// <summary>The number of a repetition.</summary>
    public int Number()
    {
        var start = At;
        while (char.IsAsciiDigit(Next)) At++;
        return int.TryParse(text.AsSpan(start, At - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= GrammarLimits.Repetitions
            ? number : throw Refuse($"a repetition takes numbers up to {GrammarLimits.Repetitions}");
    }

    /// <summary>The name of a group, past its closing bracket.</summary>
    public void SkipName()
    {
        while (char.IsAsciiLetterOrDigit(Next) || Next == '_') At++;
        if (!Take('>')) throw Refuse("the name of a group is not closed");
    }

    /// <summary>What stands behind a backslash: a class or one code point.</summary>
    public CodePointSet Escape()
    {
        var escape = Next;
        At++;
        if (PatternClasses.Find(escape) is { } set) return set;
        var codePoint = escape switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'f' => '\f',
            'v' => '\v',
            '0' when !char.IsAsciiDigit(Next) => 0,
            'x' => Hex(2),
            'u' => Unicode(),
            '^' or '$' or '\\' or '.' or '*' or '+' or '?' or '(' or ')' or '[' or ']' or '{' or '}' or '|' or '/' or '-' => escape,
            _ => throw Refuse($"the escape \\{escape} is not supported"),
        };
        return CodePointSet.Of((codePoint, codePoint));
    }

    public PatternException Refuse(string reason) => new($"{reason} (at character {Math.Min(At, text.Length)})");

    private int Unicode()
    {
        var unit = Hex(4);
        if (unit is < 0xD800 or > 0xDFFF) return unit;
        // A pair of them is one code point.
        if (unit < 0xDC00 && Take("\\u") && Hex(4) is >= 0xDC00 and <= 0xDFFF and var second) return char.ConvertToUtf32((char)unit, (char)second);
        throw Refuse("half of a surrogate pair");
    }

    private int Hex(int digits)
    {
        if (At + digits > text.Length
            || !int.TryParse(text.AsSpan(At, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            throw Refuse($"expected {digits} hex digits");
        At += digits;
        return value;
    }
}
