using System.Globalization;
using Aigen.Primitives;

namespace Aigen.Node.Commands;

/// <summary>A cap in AIGEN as people write it, 2.5, in micro-AIGEN as it is signed.</summary>
internal static class SpendingCap
{
    public const string Expected = "AIGEN from 0, with at most six places behind the point, as in 5 or 0.25";

    public static bool TryParse(string text, out ulong microAigen)
    {
        microAigen = 0;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var aigen) || aigen > ulong.MaxValue / Credit.MicroPerAigen)
        {
            return false;
        }

        var micro = aigen * Credit.MicroPerAigen;
        microAigen = (ulong)micro;
        return micro == microAigen;
    }
}
