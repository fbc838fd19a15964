using System.Globalization;

namespace Aigen.Inference.Jinja;

/// <summary>One value in a format: fill, side, sign, width, digits and kind, which both of Python's format languages have.</summary>
internal readonly record struct FieldFormat(char Fill, char Side, char Sign, int Width, int? Digits, char Kind, bool IsGrouped)
{
    public static FieldFormat None { get; } = new(' ', '\0', '-', 0, null, '\0', false);

    /// <summary>Refuses what nobody needs.</summary>
    public static int Check(long number) =>
        number <= JinjaLimits.FormatWidth ? (int)number : throw new JinjaException($"a format has the number {number}, allowed {JinjaLimits.FormatWidth}");

    public void Write(TextBuilder text, JinjaValue value)
    {
        var (written, isNumber) = Kind is '\0' or 's' or 'r' or 'c' && (Kind != '\0' || Number.Of(value) is null || value is JinjaBoolean)
            ? (Text(text.Rendering, value), false) : (TrackedText.Own(NumberText(value)), true);
        var missing = Width - written.CodePoints;
        var side = Side != '\0' ? Side : isNumber ? '>' : '<';
        if (missing > 0 && side == '=') Pad(text, written, missing);
        else Pad(text, written, Math.Max(0, missing), side);
    }

    private TrackedText Text(Rendering rendering, JinjaValue value)
    {
        var text = value.ToText(rendering);
        if (Kind == 'r')
        {
            var quoted = new TextBuilder(rendering);
            value.WriteQuoted(quoted);
            text = quoted.ToText();
        }

        return Digits is { } most && most < text.CodePoints ? text.Slice(0, text.OffsetOf(most)) : text;
    }

    private string NumberText(JinjaValue value)
    {
        var number = Number.Of(value) ?? throw new JinjaException($"a {value.TypeName} is no number for %{Kind}");
        if (Kind is not ('\0' or 'd' or 'i' or 'u' or 'x' or 'X' or 'o' or 'f' or 'F' or 'e' or 'E' or 'g' or 'G' or '%'))
            throw new JinjaException($"the format {Kind} is not known");
        var isReal = Kind is 'f' or 'F' or 'e' or 'E' or 'g' or 'G' or '%' || value is JinjaFloat;
        var text = isReal && Kind is not ('d' or 'i' or 'u' or 'x' or 'X' or 'o') ? Real(Math.Abs(number)) : Whole(Int128.Abs(WholeOf(value, number)));
        var sign = number < 0 ? "-" : Sign is '+' or ' ' ? Sign.ToString() : "";
        return sign + text;
    }

    private static Int128 WholeOf(JinjaValue value, double number) =>
        Number.WholeOf(value) ?? (double.IsFinite(number) && Math.Abs(number) < 1e38 ? (Int128)number : throw new JinjaException("a number is too large"));

    private string Whole(Int128 number) => Kind switch
    {
        'x' => number.ToString("x", CultureInfo.InvariantCulture),
        'X' => number.ToString("X", CultureInfo.InvariantCulture),
        'o' => Octal(number),
        _ => number.ToString(IsGrouped ? "N0" : "D", CultureInfo.InvariantCulture),
    };

    private static string Octal(Int128 number)
    {
        var digits = "";
        for (; number > 0; number /= 8) digits = (char)('0' + (int)(number % 8)) + digits;
        return digits.Length == 0 ? "0" : digits;
    }

    private string Real(double number) => Kind switch
    {
        _ when !double.IsFinite(number) => double.IsNaN(number) ? "nan" : "inf",
        '\0' when Digits is null => PythonFloat.Write(number),
        'e' or 'E' => Scientific(number, Digits ?? 6),
        'g' or 'G' or '\0' => General(number, Math.Max(1, Digits ?? 6)),
        '%' => (number * 100).ToString($"F{Digits ?? 6}", CultureInfo.InvariantCulture) + "%",
        _ => number.ToString($"{(IsGrouped ? 'N' : 'F')}{Digits ?? 6}", CultureInfo.InvariantCulture),
    };

    private string Scientific(double number, int digits) =>
        number.ToString($"{(digits == 0 ? "0" : "0." + new string('0', digits))}{(Kind == 'E' ? 'E' : 'e')}+00", CultureInfo.InvariantCulture);

    private string General(double number, int digits)
    {
        if (number == 0) return "0";
        var exponent = int.Parse(number.ToString($"E{digits - 1}", CultureInfo.InvariantCulture).Split('E')[1], CultureInfo.InvariantCulture);
        if (exponent >= -4 && exponent < digits) return Short(number.ToString($"F{digits - 1 - exponent}", CultureInfo.InvariantCulture));
        var parts = Scientific(number, digits - 1).Split('e', 'E');
        return $"{Short(parts[0])}{(Kind == 'G' ? 'E' : 'e')}{parts[1]}";
    }

    private static string Short(string digits) => digits.Contains('.') ? digits.TrimEnd('0').TrimEnd('.') : digits;

    private void Pad(TextBuilder text, TrackedText written, int missing, char side)
    {
        var left = side == '>' ? missing : side == '^' ? missing / 2 : 0;
        text.Append(new string(Fill, left)).Append(written).Append(new string(Fill, missing - left));
    }

    private void Pad(TextBuilder text, TrackedText written, int missing)
    {
        var sign = written.Value.Length > 0 && written.Value[0] is '-' or '+' or ' ' ? 1 : 0;
        text.Append(written.Slice(0, sign)).Append(new string(Fill, missing)).Append(written.Slice(sign, written.Value.Length));
    }
}
