using System.Globalization;

namespace Aigen.Inference.Jinja;

/// <summary>Filters that make numbers.</summary>
internal static class NumberFilters
{
    public static JinjaValue Abs(JinjaValue value, Arguments arguments) => value is JinjaFloat real
        ? new JinjaFloat(Math.Abs(real.Value)) : new JinjaInteger(Int128.Abs(Number.WholeOf(value) ?? throw new JinjaException($"a {value.TypeName} is no number")));

    public static JinjaValue Int(JinjaValue value, Arguments arguments)
    {
        var radix = arguments.Integer(1, "base") ?? 10;
        if (Number.WholeOf(value) is { } whole) return new JinjaInteger(whole);
        if (value is JinjaString text && InBase(text.Value, radix) is { } read) return new JinjaInteger(read);
        return Real(value) is { } real && double.IsFinite(real) && Math.Abs(real) < 1e38
            ? new JinjaInteger((Int128)real) : arguments.Find(0, "default") ?? new JinjaInteger(0);
    }

    public static JinjaValue Float(JinjaValue value, Arguments arguments) =>
        Real(value) is { } real ? new JinjaFloat(real) : arguments.Find(0, "default") ?? new JinjaFloat(0);

    public static JinjaValue Round(JinjaValue value, Arguments arguments)
    {
        var number = Number.Of(value) ?? throw new JinjaException($"a {value.TypeName} is no number");
        var precision = arguments.Integer(0, "precision") ?? 0;
        if (Math.Abs(precision) > 300) throw new JinjaException($"round has the precision {precision}, allowed -300 to 300");
        var scale = Math.Pow(10, precision);
        var rounded = arguments.Text(1, "method")?.Value switch
        {
            "ceil" => Math.Ceiling(number * scale) / scale,
            "floor" => Math.Floor(number * scale) / scale,
            null or "common" => precision is >= 0 and <= 15 ? (double)Decimals(number, precision) : Math.Round(number * scale, MidpointRounding.ToEven) / scale,
            var method => throw new JinjaException($"round has the method {method}, allowed common, ceil, floor"),
        };
        return Number.WholeOf(value) is not null && arguments.Text(1, "method") is null ? new JinjaInteger((Int128)rounded) : new JinjaFloat(rounded);
    }

    public static JinjaValue Sum(JinjaValue value, Arguments arguments)
    {
        var attribute = arguments.Text(0, "attribute")?.Value;
        var sum = arguments.Find(1, "start") ?? new JinjaInteger(0);
        foreach (var item in value.Iterate(arguments.Rendering))
            sum = Arithmetic.Compute("+", sum, attribute is null ? item : Members.Path(item, attribute, arguments.Rendering));
        return sum;
    }

    // Of the exact binary value, as Python rounds: the decimal digits that are written out are exact.
    private static double Decimals(double number, int precision) =>
        double.Parse(number.ToString($"F{precision}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static double? Real(JinjaValue value) => value is JinjaString text
        ? double.TryParse(text.Value.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var read) ? read : null
        : Number.Of(value);

    private static Int128? InBase(string text, int radix)
    {
        text = text.Trim();
        var isNegative = text.StartsWith('-');
        var digits = text.TrimStart('-', '+').ToLowerInvariant();
        if (text.Length - digits.Length > 1) return null;
        if ((radix, digits) is (16, ['0', 'x', ..]) or (8, ['0', 'o', ..]) or (2, ['0', 'b', ..])) digits = digits[2..];
        Int128 value = 0;
        foreach (var c in digits)
        {
            var digit = char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiLetterLower(c) ? c - 'a' + 10 : int.MaxValue;
            if (digit >= radix || value > Int128.MaxValue / 64) return null;
            value = (value * radix) + digit;
        }

        return digits.Length == 0 ? null : isNegative ? -value : value;
    }
}
