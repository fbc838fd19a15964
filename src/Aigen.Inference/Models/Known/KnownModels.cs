using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aigen.Inference;

/// <summary>models/models.json, which is part of the program.</summary>
public static class KnownModels
{
    /// <summary>Every entry.</summary>
    public static IReadOnlyList<KnownModel> All { get; } = Read();

    /// <summary>The entry with an id, letter case included, or null.</summary>
    public static KnownModel? Find(string id) => All.FirstOrDefault(model => model.Id == id);

    /// <summary>Whether a file is one of those whose SHA-256 the program knows. Waits for it only where the size is that of one.</summary>
    internal static async Task<bool> HasAsync(string path, Task<string> sha256, CancellationToken cancellationToken)
    {
        var size = new FileInfo(path).Length;
        if (!All.Any(model => model.Size == size && model.Sha256 is not null)) return false;
        var hash = await sha256.WaitAsync(cancellationToken).ConfigureAwait(false);
        return All.Any(model => model.Sha256 == hash);
    }

    private static List<KnownModel> Read()
    {
        using var json = typeof(KnownModels).Assembly.GetManifestResourceStream("models.json")!;
        return JsonSerializer.Deserialize(json, KnownModelJson.Default.ListKnownModel)!;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(List<KnownModel>))]
internal sealed partial class KnownModelJson : JsonSerializerContext;
