using System.Numerics;

namespace Aigen.Inference.Grammars;

/// <summary>Numbers. Integers have exact bounds; other numbers have bounds only where these cut nothing off.</summary>
internal static class NumberRules
{
    private static readonly string[] Lower = ["minimum", "exclusiveMinimum"];
    private static readonly string[] Upper = ["maximum", "exclusiveMaximum"];

    /// <summary>Whether this is one of OpenAPI's formats of numbers.</summary>
    public static bool IsFormat(string? format) => format is "int32" or "int64" or "float" or "double";

    /// <summary>The body of the rule; null where no number fits.</summary>
    public static string? Write(GrammarText text, IReadOnlyCollection<SchemaPlace> schemas, bool fractions)
    {
        if (fractions)
        {
            RefuseBounds(schemas);
            return text.Shared(JsonGrammar.AnyNumber);
        }

        var (least, most) = Bounds(schemas);
        if (least is null && most is null) return text.Shared(JsonGrammar.AnyInteger);
        if (least > most) return null;

        // A side without a bound has as many digits as an integer without bounds, or as the other side.
        var open = Widest(least, most);
        return IntegerRange.Write(least ?? -open, most ?? open);
    }

    /// <summary>The integers that fit, null for a side without a bound.</summary>
    public static (BigInteger? Least, BigInteger? Most) Bounds(IReadOnlyCollection<SchemaPlace> schemas)
    {
        var least = schemas.SelectMany(schema => Lower.Select(keyword => SchemaValues.Bound(schema, keyword, isLower: true)))
            .Concat(schemas.Select(schema => Range(schema)?.Least)).Max();
        var most = schemas.SelectMany(schema => Upper.Select(keyword => SchemaValues.Bound(schema, keyword, isLower: false)))
            .Concat(schemas.Select(schema => Range(schema)?.Most)).Min();
        return (least, most);
    }

    private static BigInteger Widest(BigInteger? least, BigInteger? most)
    {
        var widest = BigInteger.Max(BigInteger.Abs(least ?? 0), BigInteger.Abs(most ?? 0));
        var digits = Math.Max(SchemaLimits.Digits, widest.ToString(System.Globalization.CultureInfo.InvariantCulture).Length);
        return BigInteger.Pow(10, digits) - 1;
    }

    private static (BigInteger Least, BigInteger Most)? Range(SchemaPlace schema) => SchemaValues.Text(schema, "format") switch
    {
        "int32" => (int.MinValue, int.MaxValue),
        "int64" => (long.MinValue, long.MaxValue),
        _ => null,
    };

    private static void RefuseBounds(IEnumerable<SchemaPlace> schemas)
    {
        foreach (var schema in schemas)
        {
            foreach (var keyword in (ReadOnlySpan<string>)[.. Lower, .. Upper])
                if (schema.Find(keyword) is not null)
                    throw SchemaValues.Refuse(schema, keyword, "bounds are exact for the type integer only");
            if (Range(schema) is not null) throw SchemaValues.Refuse(schema, "format", "this format is one of the type integer");
        }
    }
}
