using System.Numerics;
using System.Text.Json;

namespace Aigen.Inference.Grammars;

/// <summary>Reads the values of keywords, refusing what has the wrong form.</summary>
internal static class SchemaValues
{
    /// <summary>A count such as minLength; null where the keyword is absent.</summary>
    public static int? Count(SchemaPlace schema, string keyword)
    {
        if (schema.Find(keyword) is not { } place) return null;
        if (!WholeNumber.TryRead(place.Value, out var count) || count < 0) throw Refuse(schema, keyword, "it must be a whole number from 0");
        return count <= SchemaLimits.Count ? (int)count : throw Refuse(schema, keyword, $"it is {count}, the largest is {SchemaLimits.Count}");
    }

    /// <summary>The largest of the counts of the schemas, 0 where none has one.</summary>
    public static int Least(IEnumerable<SchemaPlace> schemas, string keyword) => schemas.Max(schema => Count(schema, keyword)) ?? 0;

    /// <summary>The smallest of the counts of the schemas, null where none has one.</summary>
    public static int? Most(IEnumerable<SchemaPlace> schemas, string keyword) => schemas.Min(schema => Count(schema, keyword));

    /// <summary>A whole-number bound: a fraction is rounded up or down into what it allows. Null where the keyword is absent.</summary>
    public static BigInteger? Bound(SchemaPlace schema, string keyword, bool isLower)
    {
        if (schema.Find(keyword) is not { } place) return null;
        // The boolean forms of draft 4 belong to a minimum beside them: two keywords that mean something else together.
        if (place.Value.ValueKind != JsonValueKind.Number) throw Refuse(schema, keyword, "it must be a number");
        if (WholeNumber.Floor(place.Value, out var isWhole) is not { } floor) throw Refuse(schema, keyword, "it has more than 40 digits");
        var excluded = keyword.StartsWith("exclusive", StringComparison.Ordinal);
        return isLower ? (isWhole && !excluded ? floor : floor + 1) : (isWhole && excluded ? floor - 1 : floor);
    }

    /// <summary>The strings of a list such as required.</summary>
    public static IEnumerable<string> Strings(SchemaPlace schema, string keyword)
    {
        if (schema.Find(keyword) is not { } place) return [];
        if (place.Value.ValueKind != JsonValueKind.Array || place.Value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
            throw Refuse(schema, keyword, "it must be a list of names");
        return place.Value.EnumerateArray().Select(item => item.GetString()!);
    }

    /// <summary>The text of a keyword; null where it is absent.</summary>
    public static string? Text(SchemaPlace schema, string keyword)
    {
        if (schema.Find(keyword) is not { } place) return null;
        return place.Value.ValueKind == JsonValueKind.String ? place.Value.GetString() : throw Refuse(schema, keyword, "it must be a text");
    }

    /// <summary>The members of a keyword that is an object; none where it is absent.</summary>
    public static IEnumerable<(string Name, SchemaPlace Place)> Members(SchemaPlace schema, string keyword)
    {
        if (schema.Find(keyword) is not { } place) return [];
        return place.Value.ValueKind == JsonValueKind.Object ? place.Members() : throw Refuse(schema, keyword, "it must be an object");
    }

    public static SchemaRefusedException Refuse(SchemaPlace schema, string keyword, string reason) => new(schema.Pointer, keyword, reason);
}
