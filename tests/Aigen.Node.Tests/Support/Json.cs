using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aigen.Node.Tests.Support;

/// <summary>Short ways to look into JSON.</summary>
internal static class Json
{
    public static string? Text(this JsonElement element, string name) => element.GetProperty(name).GetString();

    public static ulong Number(this JsonElement element, string name) => element.GetProperty(name).GetUInt64();

    public static bool IsNull(this JsonElement element, string name) => element.GetProperty(name).ValueKind == JsonValueKind.Null;

    /// <summary>Asserts that an object has exactly these fields, in this order.</summary>
    public static void HasFields(this JsonElement element, params string[] names) =>
        Assert.Equal(names, element.EnumerateObject().Select(property => property.Name));

    public static IReadOnlyList<string?> Texts(this JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString())];

    public static JsonNode Node(object value) => JsonSerializer.SerializeToNode(value)!;

    /// <summary>A copy of an object with one field set.</summary>
    public static JsonObject With(this JsonNode node, string name, JsonNode? value)
    {
        var copy = node.DeepClone().AsObject();
        copy[name] = value;
        return copy;
    }

    public static JsonObject Without(this JsonNode node, string name)
    {
        var copy = node.DeepClone().AsObject();
        copy.Remove(name);
        return copy;
    }
}
