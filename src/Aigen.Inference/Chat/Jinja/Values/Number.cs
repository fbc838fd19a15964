using System.Globalization;

namespace Aigen.Inference.Jinja;

/// <summary>Values as numbers: True and False are 1 and 0.</summary>
internal static class Number
{
    public static double? Of(JinjaValue value) => value switch
    {
        JinjaFloat real => real.Value,
        _ => WholeOf(value) is { } whole ? (double)whole : null,
    };

    public static Int128? WholeOf(JinjaValue value) => value switch
    {
        JinjaInteger integer => integer.Value,
        JinjaBoolean boolean => boolean.IsTrue ? 1 : 0,
        _ => null,
    };

    /// <summary>A whole number that can be an index; those that are too large are the largest.</summary>
    public static int? IntegerOf(JinjaValue value) => WholeOf(value) is { } whole ? (int)Int128.Clamp(whole, -int.MaxValue, int.MaxValue) : null;

    /// <summary>A number of JSON.</summary>
    public static JinjaValue Parse(string json)
    {
        if (json.AsSpan().ContainsAny('.', 'e', 'E') || !Int128.TryParse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return new JinjaFloat(double.Parse(json, CultureInfo.InvariantCulture));
        return new JinjaInteger(whole);
    }
}
