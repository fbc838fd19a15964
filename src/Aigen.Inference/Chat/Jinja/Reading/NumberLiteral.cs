using System.Globalization;

namespace Aigen.Inference.Jinja;

/// <summary>Numbers in a tag: 1_000, 0x1f, 2.5, 1e3.</summary>
internal static class NumberLiteral
{
    public static (TokenKind Kind, int End) Find(string source, int at)
    {
        if (source[at] == '0' && at + 2 < source.Length && source[at + 1] is 'x' or 'X' or 'o' or 'O' or 'b' or 'B' && char.IsAsciiHexDigit(source[at + 2]))
        {
            var end = at + 2;
            while (end < source.Length && (char.IsAsciiHexDigit(source[end]) || source[end] == '_')) end++;
            return (TokenKind.Integer, end);
        }

        var digits = Digits(source, at);
        var isAttribute = at > 0 && source[at - 1] == '.';
        var behind = digits;
        if (!isAttribute && At(source, behind) == '.' && char.IsAsciiDigit(At(source, behind + 1))) behind = Digits(source, behind + 1);
        if (!isAttribute && At(source, behind) is 'e' or 'E')
        {
            var exponent = behind + (At(source, behind + 1) is '+' or '-' ? 2 : 1);
            if (char.IsAsciiDigit(At(source, exponent))) behind = Digits(source, exponent);
        }

        return (behind > digits ? TokenKind.Float : TokenKind.Integer, behind);
    }

    public static JinjaValue Read(Token token)
    {
        var text = token.Text;
        if (token.Kind == TokenKind.Float) return new JinjaFloat(double.Parse(text, CultureInfo.InvariantCulture));
        if (text.Length > 2 && text[0] == '0' && !char.IsAsciiDigit(text[1])) return new JinjaInteger(InBase(token, char.ToLowerInvariant(text[1]) switch { 'x' => 16, 'o' => 8, _ => 2 }));
        return Int128.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole)
            ? new JinjaInteger(whole) : throw new JinjaSyntaxException(token.Line, "a number is larger than 2^127");
    }

    private static Int128 InBase(Token token, int radix)
    {
        Int128 value = 0;
        foreach (var c in token.Text.AsSpan(2))
        {
            var digit = Convert.ToInt32(c.ToString(), 16);
            if (digit >= radix || value > Int128.MaxValue / 32) throw new JinjaSyntaxException(token.Line, $"{token.Described} is no number");
            value = (value * radix) + digit;
        }

        return value;
    }

    private static int Digits(string source, int at)
    {
        while (char.IsAsciiDigit(At(source, at)) || (At(source, at) == '_' && char.IsAsciiDigit(At(source, at + 1)))) at++;
        return at;
    }

    private static char At(string source, int at) => at < source.Length ? source[at] : '\0';
}
