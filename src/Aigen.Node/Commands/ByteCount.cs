using System.Globalization;

namespace Aigen.Node.Commands;

/// <summary>A number of bytes as people write it: 800M, 6G.</summary>
internal static class ByteCount
{
    private const string Units = "KMGT";
    private const long Most = 1L << 50;

    public static bool TryParse(string text, out long bytes)
    {
        var unit = text.Length == 0 ? -1 : Units.IndexOf(char.ToUpperInvariant(text[^1]), StringComparison.Ordinal);
        var digits = unit < 0 ? text : text[..^1];
        var isNumber = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out bytes);
        var shift = 10 * (unit + 1);
        if (!isNumber || bytes == 0 || bytes > Most >> shift)
        {
            return false;
        }

        bytes <<= shift;
        return true;
    }
}
