using System.Globalization;

namespace Aigen.Inference;

/// <summary>An option outside its range.</summary>
/// <param name="Field">The property's name, e.g. "Temperature".</param>
/// <param name="Given">The value that was given.</param>
/// <param name="Allowed">The values that are allowed, e.g. "0 to 2".</param>
public sealed record OptionFault(string Field, string Given, string Allowed)
{
    /// <summary>One sentence, e.g. "Temperature is 3, allowed 0 to 2".</summary>
    public override string ToString() => $"{Field} is {Given}, allowed {Allowed}";

    internal static OptionFault? OutOfRange(string field, double given, double lowest, double highest) =>
        given >= lowest && given <= highest ? null : new OptionFault(field, Text(given), $"{Text(lowest)} to {Text(highest)}");

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
