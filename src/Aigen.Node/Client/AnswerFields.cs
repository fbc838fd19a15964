using System.Text.Json;

namespace Aigen.Node.Client;

/// <summary>The fields of an answer; one that is missing is told by its name.</summary>
internal static class AnswerFields
{
    public static JsonElement Field(this JsonElement answer, string name) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(name, out var value)
            ? value
            : throw new ClientException($"the node's answer has no {name}");

    public static string Text(this JsonElement answer, string name) => answer.Field(name).ToString();

    public static ulong UInt64(this JsonElement answer, string name) =>
        answer.Field(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetUInt64(out var number)
            ? number
            : throw new ClientException($"the node's answer has no whole number as {name}");

    public static bool Flag(this JsonElement answer, string name) => answer.Field(name).ValueKind == JsonValueKind.True;

    public static IReadOnlyList<JsonElement> List(this JsonElement answer, string name) =>
        answer.Field(name) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray()]
            : throw new ClientException($"the node's answer has no list as {name}");
}
