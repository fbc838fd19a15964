using System.Globalization;

namespace Aigen.Node.Tests.Soak;

/// <summary>How long a soak lasts: as many seconds as AIGEN_SOAK says.</summary>
internal static class SoakTime
{
    private const int UsualSeconds = 5;

    public static int Seconds { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("AIGEN_SOAK"), CultureInfo.InvariantCulture, out var given) ? given : UsualSeconds;
}
