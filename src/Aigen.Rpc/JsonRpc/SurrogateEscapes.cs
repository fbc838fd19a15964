using System.Globalization;

namespace Aigen.Rpc.JsonRpc;

/// <summary>
/// Finds escapes such as "\ud800" that are half a character: valid JSON grammar, but no text that could be handled or echoed.
/// </summary>
internal static class SurrogateEscapes
{
    private const int EscapeLength = 6;

    /// <summary>True when every \u escape of a high surrogate is followed by one of a low surrogate, and none stands alone.</summary>
    public static bool AllPaired(ReadOnlySpan<byte> json)
    {
        for (var at = json.IndexOf((byte)'\\'); at >= 0; at = json.IndexOf((byte)'\\'))
        {
            json = json[at..];
            var unit = Read(json);
            if (unit is null)
            {
                json = json[Math.Min(2, json.Length)..];
                continue;
            }

            json = json[EscapeLength..];
            if (char.IsLowSurrogate(unit.Value)) return false;
            if (!char.IsHighSurrogate(unit.Value)) continue;
            if (Read(json) is not { } low || !char.IsLowSurrogate(low)) return false;
            json = json[EscapeLength..];
        }

        return true;
    }

    // Null for every other escape, and for a malformed one, which the parser refuses.
    private static char? Read(ReadOnlySpan<byte> json)
    {
        if (json.Length < EscapeLength || json[0] != '\\' || json[1] != 'u') return null;
        return ushort.TryParse(json[2..EscapeLength], NumberStyles.AllowHexSpecifier, null, out var unit) ? (char)unit : null;
    }
}
