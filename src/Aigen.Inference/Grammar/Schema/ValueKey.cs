using System.Globalization;
using System.Text.Json;

namespace Aigen.Inference.Grammars;

/// <summary>A text that is the same for equal values: members have no order, and 1, 1.0 and 1e0 are one number.</summary>
internal static class ValueKey
{
    public static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(',', value.EnumerateObject()
            .OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => Literal.Quote(member.Name) + ":" + Of(member.Value))) + "}",
        JsonValueKind.Array => "[" + string.Join(',', value.EnumerateArray().Select(Of)) + "]",
        JsonValueKind.String => Literal.Quote(value.GetString()!),
        JsonValueKind.Number => WholeNumber.TryRead(value, out var whole)
            ? whole.ToString(CultureInfo.InvariantCulture) : value.GetDouble().ToString("R", CultureInfo.InvariantCulture),
        _ => value.GetRawText(),
    };
}
