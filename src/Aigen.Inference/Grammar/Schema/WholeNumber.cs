using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Aigen.Inference.Grammars;

/// <summary>Numbers of a schema, exactly.</summary>
internal static class WholeNumber
{
    // Longer ones are no bounds that anybody means, and a power of ten of some thousand digits would cost.
    private const int MaxDigits = 40;

    /// <summary>The value of a number that has no fraction: 3, 3.0 and 3e2 have none.</summary>
    public static bool TryRead(JsonElement number, out BigInteger value)
    {
        var floor = Floor(number, out var isWhole);
        value = floor ?? default;
        return floor is not null && isWhole;
    }

    /// <summary>The largest whole number that is not above a number; null where it has more than 40 digits.</summary>
    public static BigInteger? Floor(JsonElement number, out bool isWhole)
    {
        isWhole = false;
        if (number.ValueKind != JsonValueKind.Number) return null;
        var text = number.GetRawText();
        var mark = text.AsSpan().IndexOfAny('e', 'E');
        var (digits, exponent) = (mark < 0 ? text : text[..mark], 0);
        if (mark >= 0 && !int.TryParse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
            return null;

        var point = digits.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0) (digits, exponent) = (digits.Remove(point, 1), exponent - (digits.Length - point - 1));
        if (digits.Length > 2 * MaxDigits || Math.Abs((long)exponent) > 2 * MaxDigits) return null;

        var value = BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (exponent >= 0)
        {
            isWhole = true;
            value *= BigInteger.Pow(10, exponent);
        }
        else
        {
            value = BigInteger.DivRem(value, BigInteger.Pow(10, -exponent), out var rest);
            isWhole = rest.IsZero;
            if (rest.Sign < 0) value--;
        }

        return BigInteger.Abs(value) < BigInteger.Pow(10, MaxDigits) ? value : null;
    }
}
