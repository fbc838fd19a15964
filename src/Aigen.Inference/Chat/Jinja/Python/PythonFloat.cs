using System.Globalization;

namespace Aigen.Inference.Jinja;

/// <summary>Floating-point numbers as Python's repr() writes them: the shortest digits that read back as the same number.</summary>
internal static class PythonFloat
{
    // From these powers of ten on, up and down, repr() writes an exponent.
    private const int FirstLargeExponent = 16;
    private const int LastSmallExponent = -5;

    public static string Write(double value)
    {
        if (double.IsNaN(value)) return "nan";
        if (double.IsInfinity(value)) return value > 0 ? "inf" : "-inf";

        var (digits, exponent) = Digits(Math.Abs(value));
        var sign = double.IsNegative(value) ? "-" : "";
        if (exponent is >= FirstLargeExponent or <= LastSmallExponent)
            return $"{sign}{digits[0]}{(digits.Length > 1 ? "." + digits[1..] : "")}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        if (exponent < 0) return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        return digits.Length > exponent + 1
            ? $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}"
            : $"{sign}{digits.PadRight(exponent + 1, '0')}.0";
    }

    // 0.00125 is "125" and -3.
    private static (string Digits, int Exponent) Digits(double value)
    {
        var parts = value.ToString("E16", CultureInfo.InvariantCulture).Split('E');
        var exponent = int.Parse(parts[1], CultureInfo.InvariantCulture);
        var digits = string.Concat(value.ToString("R", CultureInfo.InvariantCulture).Split('E')[0].Where(char.IsAsciiDigit)).TrimStart('0').TrimEnd('0');
        return digits.Length == 0 ? ("0", 0) : (digits, Exact(value, digits, exponent));
    }

    // The shortest digits may round up to the next power of ten, where those of "E16" stay below it.
    private static int Exact(double value, string digits, int exponent)
    {
        for (var tried = exponent; tried <= exponent + 1; tried++)
            if (double.Parse($"{digits[0]}.{digits[1..]}0E{tried}", CultureInfo.InvariantCulture) == value)
                return tried;

        return exponent;
    }
}
