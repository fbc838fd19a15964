using System.Globalization;
using System.Text;

namespace Aigen.Inference.Jinja;

/// <summary>What a string literal of a template means: Python's escapes, of which unknown ones stay as they are.</summary>
internal static class StringLiteral
{
    /// <param name="literal">The text between the quotes.</param>
    public static string Read(string literal)
    {
        if (!literal.Contains('\\')) return literal;
        var text = new StringBuilder(literal.Length);
        for (var at = 0; at < literal.Length;)
        {
            if (literal[at] == '\\' && at + 1 < literal.Length) at = Escape(literal, at + 1, text);
            else text.Append(literal[at++]);
        }

        return text.ToString();
    }

    // Returns where the text goes on.
    private static int Escape(string literal, int at, StringBuilder text)
    {
        var c = literal[at];
        if (c is >= '0' and <= '7') return Octal(literal, at, text);
        if (c is 'x' or 'u' or 'U') return Hexadecimal(literal, at, c == 'x' ? 2 : c == 'u' ? 4 : 8, text);
        if (Simple(c) is { } simple) text.Append(simple);
        else text.Append('\\').Append(c);
        return at + 1;
    }

    private static string? Simple(char c) => c switch
    {
        '\n' => "",
        '\\' or '\'' or '"' => c.ToString(),
        'a' => "\a",
        'b' => "\b",
        'f' => "\f",
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        'v' => "\v",
        _ => null,
    };

    private static int Octal(string literal, int at, StringBuilder text)
    {
        var (value, end) = (0, at);
        while (end < literal.Length && end < at + 3 && literal[end] is >= '0' and <= '7') value = (value * 8) + (literal[end++] - '0');
        text.Append((char)value);
        return end;
    }

    private static int Hexadecimal(string literal, int at, int digits, StringBuilder text)
    {
        var end = at + 1 + digits;
        if (end > literal.Length || !uint.TryParse(literal.AsSpan(at + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            || value > 0x10ffff)
            throw new JinjaException($"\\{literal[at]} in a text needs {digits} hexadecimal digits of a character");
        if (value <= char.MaxValue) text.Append((char)value);
        else text.Append(char.ConvertFromUtf32((int)value));
        return end;
    }
}
