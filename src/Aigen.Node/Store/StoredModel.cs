using System.Text.Json.Serialization;

namespace Aigen.Node.Store;

/// <summary>A model of the store, as the file beside it says.</summary>
/// <param name="Id">The name by which requests ask for it.</param>
/// <param name="Sha256">The file's SHA-256 when it came into the store, as 64 lower-case hexadecimal digits.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="MinimumTier">The lowest tier whose quota may be spent on it, where nothing else is said.</param>
/// <param name="Source">Where it came from.</param>
internal sealed record StoredModel(string Id, string Sha256, long Size, string MinimumTier, string Source);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(StoredModel))]
internal sealed partial class StoredModelJson : JsonSerializerContext;
