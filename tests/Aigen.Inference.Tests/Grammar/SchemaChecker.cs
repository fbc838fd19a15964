using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Aigen.Inference.Tests.Grammar;

/// <summary>
/// Whether a value fits a JSON Schema, as the specification says it: written for the tests, without a thought to grammars. (No package for it
/// restores from our feed.)
/// </summary>
internal sealed class SchemaChecker(JsonElement root)
{
    public bool Fits(JsonElement value) => Fits(root, value);

    private bool Fits(JsonElement schema, JsonElement value) => schema.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => schema.EnumerateObject().All(keyword => Fits(schema, keyword.Name, keyword.Value, value)),
    };

    private bool Fits(JsonElement schema, string keyword, JsonElement given, JsonElement value) => keyword switch
    {
        "type" => HasType(schema, given, value),
        "enum" => given.EnumerateArray().Any(item => JsonElement.DeepEquals(item, value)),
        "const" => JsonElement.DeepEquals(given, value),
        "allOf" => given.EnumerateArray().All(part => Fits(part, value)),
        "anyOf" => given.EnumerateArray().Any(part => Fits(part, value)),
        "oneOf" => given.EnumerateArray().Count(part => Fits(part, value)) == 1,
        "$ref" => Fits(Resolve(given.GetString()!), value),
        "minLength" => value.ValueKind != JsonValueKind.String || Length(value) >= given.GetDouble(),
        "maxLength" => value.ValueKind != JsonValueKind.String || Length(value) <= given.GetDouble(),
        "pattern" => value.ValueKind != JsonValueKind.String || MatchesPattern(given.GetString()!, value.GetString()!),
        "format" => value.ValueKind != JsonValueKind.String || HasFormat(given.GetString()!, value.GetString()!),
        "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() >= given.GetDecimal(),
        "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() <= given.GetDecimal(),
        "exclusiveMinimum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() > given.GetDecimal(),
        "exclusiveMaximum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() < given.GetDecimal(),
        "minItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= given.GetInt32(),
        "maxItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() <= given.GetInt32(),
        "prefixItems" => value.ValueKind != JsonValueKind.Array || given.EnumerateArray().Zip(value.EnumerateArray()).All(pair => Fits(pair.First, pair.Second)),
        "items" => value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Skip(Prefix(schema)).All(item => Fits(given, item)),
        "required" => value.ValueKind != JsonValueKind.Object || given.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
        "properties" => value.ValueKind != JsonValueKind.Object
            || value.EnumerateObject().All(member => !given.TryGetProperty(member.Name, out var own) || Fits(own, member.Value)),
        "additionalProperties" => value.ValueKind != JsonValueKind.Object
            || value.EnumerateObject().All(member => IsDeclared(schema, member.Name) || Fits(given, member.Value)),
        "minProperties" => value.ValueKind != JsonValueKind.Object || value.EnumerateObject().DistinctBy(member => member.Name).Count() >= given.GetInt32(),
        "maxProperties" => value.ValueKind != JsonValueKind.Object || value.EnumerateObject().DistinctBy(member => member.Name).Count() <= given.GetInt32(),
        _ => true,
    };

    private static bool HasType(JsonElement schema, JsonElement types, JsonElement value)
    {
        if (schema.TryGetProperty("nullable", out var nullable) && nullable.GetBoolean() && value.ValueKind == JsonValueKind.Null) return true;
        return (types.ValueKind == JsonValueKind.Array ? types.EnumerateArray().ToList() : [types]).Any(type => type.GetString() switch
        {
            "null" => value.ValueKind == JsonValueKind.Null,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "string" => value.ValueKind == JsonValueKind.String,
            "array" => value.ValueKind == JsonValueKind.Array,
            "object" => value.ValueKind == JsonValueKind.Object,
            "number" => value.ValueKind == JsonValueKind.Number,
            "integer" => value.ValueKind == JsonValueKind.Number && value.GetDecimal() == decimal.Truncate(value.GetDecimal()),
            _ => false,
        });
    }

    private JsonElement Resolve(string reference) => Uri.UnescapeDataString(reference)[1..].Split('/').Skip(1)
        .Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))
        .Aggregate(root, (at, part) => at.ValueKind == JsonValueKind.Array ? at[int.Parse(part, CultureInfo.InvariantCulture)] : at.GetProperty(part));

    private static int Length(JsonElement text) => text.GetString()!.EnumerateRunes().Count();

    private static int Prefix(JsonElement schema) => schema.TryGetProperty("prefixItems", out var prefix) ? prefix.GetArrayLength() : 0;

    private static bool IsDeclared(JsonElement schema, string name) => schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(name, out _);

    // .NET counts UTF-16 units where JSON Schema counts code points.
    private static bool MatchesPattern(string pattern, string text) => text.Any(char.IsSurrogate) || Regex.IsMatch(text, pattern, RegexOptions.ECMAScript);

    private static bool HasFormat(string format, string text) => format switch
    {
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _) || IsFarOffset(text),
        "uuid" => Guid.TryParseExact(text, "D", out _),
        "ipv4" or "ipv6" => System.Net.IPAddress.TryParse(text, out _),
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
        "email" => System.Net.Mail.MailAddress.TryCreate(text, out _),
        "duration" => Regex.IsMatch(text, @"^P(?=.)(\d+W|(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?)$"),
        _ => true,
    };

    // .NET knows offsets up to 14 hours only; RFC 3339 up to 23:59.
    private static bool IsFarOffset(string text) =>
        Regex.IsMatch(text, @"[+-]\d\d:\d\d$") && DateTime.TryParse(text[..^6] + "Z", CultureInfo.InvariantCulture, out _);
}
