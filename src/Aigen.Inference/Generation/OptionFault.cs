using System.Globalization;
using System.Numerics;

namespace Aigen.Inference;

/// <summary>An option outside its range.</summary>
/// <param name="Field">The property's name, e.g. "Temperature".</param>
/// <param name="Given">The value that was given.</param>
/// <param name="Allowed">The values that are allowed, e.g. "0 to 2".</param>
public sealed record OptionFault(string Field, string Given, string Allowed)
{
    /// <summary>One sentence, e.g. "Temperature is 3, allowed 0 to 2".</summary>
    public override string ToString() => $"{Field} is {Given}, allowed {Allowed}";

    internal static OptionFault? OutOfRange(string field, double given, double least, double most) =>
        OutOfRange(field, given, new OptionRange<double>(least, most));

    // Written so that a NaN is outside.
    internal static OptionFault? OutOfRange<T>(string field, T given, OptionRange<T> allowed)
        where T : INumber<T> =>
        given >= allowed.Least && given <= allowed.Most ? null : new OptionFault(field, Text(given), $"{Text(allowed.Least)} to {Text(allowed.Most)}");

    private static string Text<T>(T number)
        where T : INumber<T> => number.ToString(null, CultureInfo.InvariantCulture);
}
