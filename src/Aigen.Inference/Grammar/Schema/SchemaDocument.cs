using System.Text.Json;

namespace Aigen.Inference.Grammars;

/// <summary>A place in a schema document.</summary>
/// <param name="Pointer">Its JSON pointer.</param>
/// <param name="Value">What is there.</param>
internal readonly record struct SchemaPlace(string Pointer, JsonElement Value)
{
    /// <summary>The value under a keyword, if the schema has it.</summary>
    public SchemaPlace? Find(string keyword) =>
        Value.TryGetProperty(keyword, out var value) ? new SchemaPlace(Pointer + "/" + Escape(keyword), value) : null;

    /// <summary>The members of an object, in order.</summary>
    public IEnumerable<(string Name, SchemaPlace Place)> Members()
    {
        foreach (var member in Value.EnumerateObject())
            yield return (member.Name, new SchemaPlace(Pointer + "/" + Escape(member.Name), member.Value));
    }

    /// <summary>The items of an array.</summary>
    public IEnumerable<SchemaPlace> Items()
    {
        var index = 0;
        foreach (var item in Value.EnumerateArray()) yield return new SchemaPlace($"{Pointer}/{index++}", item);
    }

    private static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}

/// <summary>A schema document, read and safe to walk.</summary>
internal sealed class SchemaDocument
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = SchemaLimits.Depth, AllowDuplicateProperties = false };

    private SchemaDocument(JsonElement root) => Root = new SchemaPlace("", root);

    public SchemaPlace Root { get; }

    /// <exception cref="SchemaRefusedException">It is too long, too deep, or no JSON.</exception>
    public static SchemaDocument Parse(string text)
    {
        if (text.Length > SchemaLimits.Text)
            throw new SchemaRefusedException("", "", $"it has {text.Length} characters, more than {SchemaLimits.Text}");
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            ReadStrings(document.RootElement);
            return new SchemaDocument(document.RootElement.Clone());
        }
        catch (JsonException exception)
        {
            throw new SchemaRefusedException("", "", $"it is no JSON that can be read: {exception.Message}");
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            throw new SchemaRefusedException("", "", "a text in it has half of a surrogate pair");
        }
    }

    /// <summary>The place that a local reference names; null where there is none.</summary>
    public SchemaPlace? Resolve(string reference)
    {
        var place = Root;
        foreach (var part in Uri.UnescapeDataString(reference[1..]).Split('/').Skip(1))
        {
            var name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            SchemaPlace? next = place.Value.ValueKind switch
            {
                JsonValueKind.Object => place.Find(name),
                JsonValueKind.Array when int.TryParse(name, out var index) && index >= 0 && index < place.Value.GetArrayLength() =>
                    new SchemaPlace($"{place.Pointer}/{index}", place.Value[index]),
                _ => null,
            };
            if (next is null) return null;
            place = next.Value;
        }

        return place;
    }

    // Throws where a text is no Unicode, so that nobody after this has to think of it.
    private static void ReadStrings(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) value.GetString();
        else if (value.ValueKind == JsonValueKind.Array) foreach (var item in value.EnumerateArray()) ReadStrings(item);
        else if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
            {
                _ = member.Name;
                ReadStrings(member.Value);
            }
        }
    }
}
