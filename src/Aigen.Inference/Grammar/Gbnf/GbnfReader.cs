using System.Globalization;
using System.Text;

namespace Aigen.Inference.Grammars;

/// <summary>The characters of a GBNF text, and the words that they make.</summary>
internal sealed class GbnfReader(string text)
{
    public int At { get; private set; }

    public bool IsAtEnd => At >= text.Length;

    /// <summary>The next character; NUL at the end.</summary>
    public char Next => At < text.Length ? text[At] : '\0';

    public bool IsAtName => char.IsAsciiLetterOrDigit(Next) || Next == '-';

    public bool IsAtDigit => char.IsAsciiDigit(Next);

    public bool IsAt(string expected) => string.CompareOrdinal(text, At, expected, 0, expected.Length) == 0;

    public bool Take(string expected)
    {
        if (!IsAt(expected)) return false;
        At += expected.Length;
        return true;
    }

    public void Expect(string expected)
    {
        if (!Take(expected)) throw Refuse($"expected {expected}");
    }

    /// <summary>Spaces and comments; line breaks only where a rule may go on behind them.</summary>
    public void SkipSpace(bool lines)
    {
        while (!IsAtEnd)
        {
            if (Next == '#')
                while (!IsAtEnd && Next is not ('\r' or '\n')) At++;
            else if (Next is ' ' or '\t' || (lines && Next is '\r' or '\n')) At++;
            else return;
        }
    }

    public string Name()
    {
        var start = At;
        while (IsAtName) At++;
        return At > start ? text[start..At] : throw Refuse("expected the name of a rule");
    }

    /// <summary>The repetition that stands here, if one does; without a largest number where it has no end.</summary>
    public (int Least, int? Most)? Repetition()
    {
        if (Take("*")) return (0, null);
        if (Take("+")) return (1, null);
        if (Take("?")) return (0, 1);
        if (!Take("{")) return null;

        var least = Number();
        int? most = least;
        if (Take(",")) most = IsAtDigit ? Number() : null;
        Expect("}");
        return most < least ? throw Refuse("a repetition whose numbers are the wrong way round") : (least, most);
    }

    /// <summary>The number in a reference to a token.</summary>
    public int Token()
    {
        Expect("<[");
        var start = At;
        while (IsAtDigit) At++;
        var token = int.Parse(text.AsSpan(start, At - start), NumberStyles.None, CultureInfo.InvariantCulture);
        Expect("]>");
        return token;
    }

    private int Number()
    {
        var start = At;
        while (IsAtDigit) At++;
        if (At == start) throw Refuse("expected a number");
        return int.TryParse(text.AsSpan(start, At - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= GrammarLimits.Repetitions
            ? number : throw Refuse($"a repetition of more than {GrammarLimits.Repetitions}");
    }

    /// <summary>One character of a literal or a class, its escape read.</summary>
    public int Character()
    {
        if (IsAtEnd || Next is '\r' or '\n') throw Refuse("a literal or class that is not closed");
        if (Next != '\\')
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(At), out var rune, out var length) != System.Buffers.OperationStatus.Done)
                throw Refuse("half of a surrogate pair");
            At += length;
            return rune.Value;
        }

        At++;
        var escape = Next;
        At++;
        return escape switch
        {
            'x' => Hex(2),
            'u' => Hex(4),
            'U' => Hex(8),
            't' => '\t',
            'r' => '\r',
            'n' => '\n',
            '\\' or '"' or '[' or ']' or '-' => escape,
            _ => throw Refuse("an unknown escape", At - 2),
        };
    }

    public GrammarRefusedException Refuse(string reason) => Refuse(reason, At);

    private GrammarRefusedException Refuse(string reason, int at)
    {
        var before = text.AsSpan(0, Math.Min(at, text.Length));
        return new GrammarRefusedException($"{reason} at line {before.Count('\n') + 1}, column {before.Length - before.LastIndexOf('\n')}");
    }

    private int Hex(int digits)
    {
        if (At + digits > text.Length
            || !uint.TryParse(text.AsSpan(At, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            throw Refuse($"expected {digits} hex digits");
        if (value > CodePointSet.Last) throw Refuse("a code point beyond Unicode");
        At += digits;
        return (int)value;
    }
}
