using System.Globalization;
using Aigen.Metering;

namespace Aigen.Node.Commands;

/// <summary>How long a token lives, as people write it: 90m, 12h, 30d.</summary>
internal static class TokenLife
{
    public const string Expected = "1m to 366d, as in 90m, 12h or 30d";

    public static bool TryParse(string text, out TimeSpan life)
    {
        var unit = text.Length == 0 ? TimeSpan.Zero : UnitOf(text[^1]);
        var isNumber = int.TryParse(text.AsSpan(0, Math.Max(0, text.Length - 1)), NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        var longEnough = isNumber && unit > TimeSpan.Zero && count <= AccessGrant.LongestLife / unit;
        life = longEnough ? count * unit : TimeSpan.Zero;
        return life >= AccessGrant.ShortestLife;
    }

    private static TimeSpan UnitOf(char letter) => letter switch
    {
        'm' => TimeSpan.FromMinutes(1),
        'h' => TimeSpan.FromHours(1),
        'd' => TimeSpan.FromDays(1),
        _ => TimeSpan.Zero,
    };
}
