using System.Text;

namespace Aigen.Inference.Grammars;

/// <summary>Sets of code points as they stand in a JSON string: with one spelling each, escapes only where JSON asks for them.</summary>
internal static class CharacterRules
{
    // What cannot stand in a string as it is: control characters, the quotation mark and the backslash.
    private static readonly CodePointSet Escaped = CodePointSet.Of((0, 0x1F), ('"', '"'), ('\\', '\\'));
    private static readonly CodePointSet Surrogates = CodePointSet.Of((0xD800, 0xDFFF));

    /// <summary>The rule for one code point of the set, which must not be empty.</summary>
    public static string Write(GrammarText text, CodePointSet set)
    {
        var ways = new List<string>();
        var plain = set.Except(Escaped).Except(Surrogates);
        if (!plain.IsEmpty) ways.Add(Class(plain));
        for (var c = 0; c <= '\\'; c++)
            if (set.Contains(c) && Literal.Escape(c) is { } escape)
                ways.Add(Literal.Of(escape));
        return text.Rule(string.Join(" | ", ways));
    }

    private static string Class(CodePointSet set)
    {
        var ranges = new StringBuilder("[");
        foreach (var (first, last) in set.Ranges)
        {
            ranges.Append(Spell(first));
            if (last > first) ranges.Append('-').Append(Spell(last));
        }

        return ranges.Append(']').ToString();
    }

    private static string Spell(int codePoint) => codePoint switch
    {
        < 0x80 when char.IsAsciiLetterOrDigit((char)codePoint) => $"{(char)codePoint}",
        <= 0xFF => $"\\x{codePoint:X2}",
        <= 0xFFFF => $"\\u{codePoint:X4}",
        _ => $"\\U{codePoint:X8}",
    };
}
