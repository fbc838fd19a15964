namespace Aigen.Primitives.Tests.Fuzz;

/// <summary>Ways to write an address, right and wrong, and what is right by the words of the specification.</summary>
internal static class AddressTexts
{
    // Digits to char.IsDigit and letters to char.IsLetter, but not hex: Arabic-Indic, full-width, Cyrillic, Turkish; and what trimming would hide.
    private static readonly string[] Odd = ["٣", "３", "Ａ", "а", "ı", "g", " ", "\0", "\n", "+", "-", "_", "x", "😀", "\u0130", "\uFFFD"];

    public static string Good(Address address, Random random)
    {
        var text = address.ToString();
        return random.Next(6) switch
        {
            0 => text.ToLowerInvariant(),
            1 => "0x" + text[2..].ToUpperInvariant(),
            2 => "0X" + text[2..],
            3 => text[2..],
            _ => text,
        };
    }

    public static string Bent(string text, Random random)
    {
        var at = random.Next(text.Length);
        var odd = Odd[random.Next(Odd.Length)];
        return random.Next(9) switch
        {
            0 => text.Remove(at, 1),
            1 => text.Insert(at, "a"),
            2 => text.Insert(at, odd),
            3 => text[..at] + odd + text[(at + 1)..],
            4 => text[..at] + (char.IsUpper(text[at]) ? char.ToLowerInvariant(text[at]) : char.ToUpperInvariant(text[at])) + text[(at + 1)..],
            5 => "0x" + text,
            6 => odd + text,
            7 => text + odd,
            _ => text[..at],
        };
    }

    /// <summary>40 hex digits after an optional 0x, of one case or with the checksum's.</summary>
    public static bool IsGood(string text, Func<string, string> checksum)
    {
        var digits = text.Length >= 2 && text[0] == '0' && text[1] is 'x' or 'X' ? text[2..] : text;
        const string hex = "0123456789abcdefABCDEF";
        if (digits.Length != 40 || digits.Any(c => !hex.Contains(c, StringComparison.Ordinal)))
        {
            return false;
        }

        var oneCase = !digits.Any(c => c is >= 'a' and <= 'f') || !digits.Any(c => c is >= 'A' and <= 'F');
        return oneCase || digits == checksum(digits);
    }
}
