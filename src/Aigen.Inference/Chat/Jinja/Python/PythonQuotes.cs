using System.Globalization;

namespace Aigen.Inference.Jinja;

/// <summary>Texts as Python's repr() writes them.</summary>
internal static class PythonQuotes
{
    public static void Write(TextBuilder builder, TrackedText text)
    {
        var quote = text.Value.Contains('\'') && !text.Value.Contains('"') ? '"' : '\'';
        builder.Append(quote.ToString());
        builder.AppendEscaped(text, c => Escape(c, quote));
        builder.Append(quote.ToString());
    }

    private static string? Escape(char c, char quote) => c switch
    {
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ when c == quote => $"\\{c}",
        >= ' ' and <= '~' => null,
        _ when IsPrintable(c) => null,
        <= '\u00ff' => $"\\x{(int)c:x2}",
        _ => $"\\u{(int)c:x4}",
    };

    // Characters beyond the first plane, which come as surrogates, are nearly all printable.
    private static bool IsPrintable(char c) => char.IsSurrogate(c) || CharUnicodeInfo.GetUnicodeCategory(c) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
