using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using Aigen.Primitives;

namespace Aigen.Node.Commands;

/// <summary>Options and arguments with a range: a bad value is refused with what it should have been.</summary>
internal static class Values
{
    public delegate bool TryRead<T>(string text, out T value);

    /// <summary>A number that may be left out.</summary>
    public static Option<T?> Optional<T>(string name, string description, T least, T most)
        where T : struct, INumber<T> => new(name) { Description = description, HelpName = "N", CustomParser = OptionalReader(least, most) };

    public static Option<T> Required<T>(string name, string description, T least, T most)
        where T : struct, INumber<T> =>
        new(name) { Description = description, HelpName = "N", Required = true, CustomParser = Reader(least, most) };

    public static Option<T> WithDefault<T>(string name, string description, T least, T most, T value)
        where T : struct, INumber<T> =>
        new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => value, CustomParser = Reader(least, most) };

    public static Option<Hash256> RequiredHash(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "HASH",
        Required = true,
        CustomParser = Reader<Hash256>("32 bytes in hex", TryReadHash),
    };

    public static Argument<Hash256> Hash(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = Reader<Hash256>("32 bytes in hex", TryReadHash),
    };

    public static Func<ArgumentResult, T> Reader<T>(string expected, TryRead<T> tryRead)
        where T : struct => result =>
    {
        var text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
        if (tryRead(text, out var value))
        {
            return value;
        }

        var name = result.Parent is OptionResult option ? option.Option.Name : result.Argument.Name;
        result.AddError($"{name} is '{text}', expected {expected}.");
        return default;
    };

    private static Func<ArgumentResult, T?> OptionalReader<T>(T least, T most)
        where T : struct, INumber<T>
    {
        var reader = Reader(least, most);
        return result => result.Tokens.Count == 0 ? null : reader(result);
    }

    private static Func<ArgumentResult, T> Reader<T>(T least, T most)
        where T : struct, INumber<T>
    {
        var isWhole = least is not (double or float or decimal);
        return Reader<T>($"a {(isWhole ? "whole number" : "number")} from {least} to {most}", (string text, out T value) =>
            T.TryParse(text, isWhole ? NumberStyles.AllowLeadingSign : NumberStyles.Float, CultureInfo.InvariantCulture, out value!)
            && value >= least && value <= most);
    }

    private static bool TryReadHash(string text, out Hash256 hash) => Hash256.TryParse(text, out hash);
}
