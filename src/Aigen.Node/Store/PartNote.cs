using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aigen.Node.Store;

/// <summary>Beside a file that grows: which version of what it is the beginning of, so that the rest is of the same.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Tag">The strong entity tag of the version, or null where the server names none.</param>
internal sealed record PartNote(string Source, string? Tag)
{
    public static PartNote? Find(string part)
    {
        try
        {
            return File.Exists(PathOf(part)) ? JsonSerializer.Deserialize(File.ReadAllText(PathOf(part)), PartNoteJson.Default.PartNote) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A weak tag stands for versions that differ in their bytes.</summary>
    public static string? StrongTag(EntityTagHeaderValue? tag) => tag is { IsWeak: false } ? tag.Tag : null;

    public void Write(string part) => File.WriteAllText(PathOf(part), JsonSerializer.Serialize(this, PartNoteJson.Default.PartNote));

    public static void Delete(string part) => File.Delete(PathOf(part));

    private static string PathOf(string part) => $"{part}.json";
}

[JsonSerializable(typeof(PartNote))]
internal sealed partial class PartNoteJson : JsonSerializerContext;
