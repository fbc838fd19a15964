using System.Text.Json;
using System.Text.RegularExpressions;
using Aigen.Node.Hosting;

namespace Aigen.Node.Store;

/// <summary>
/// A folder of model files that have a name: <c>ID.gguf</c> and beside it <c>ID.json</c>, which is written last. A file without it is not in
/// the store.
/// </summary>
internal sealed partial class ModelStore(string folder)
{
    public const string Variable = "AIGEN_MODELS";

    /// <summary>The folder that was named, else the one in AIGEN_MODELS, else the user's.</summary>
    public static string FolderOf(string? named) =>
        named ?? (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set ? set : Path.Combine(CacheFolder.Default, "models"));

    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>Letters, digits, dots, dashes and underscores: what is a file's name everywhere.</summary>
    public static bool IsId(string id) => IdPattern().IsMatch(id);

    public string PathOf(string id) => Path.Combine(Folder, $"{id}.gguf");

    /// <summary>Where a file grows until it is whole.</summary>
    public string PartOf(string id) => Path.Combine(Folder, $"{id}.gguf.part");

    /// <summary>Every model, by id.</summary>
    public IReadOnlyList<StoredModel> List() => !Directory.Exists(Folder)
        ? []
        : [.. Directory.EnumerateFiles(Folder, "*.json").Where(file => !file.EndsWith(".part.json", StringComparison.Ordinal)).Select(file => Find(Path.GetFileNameWithoutExtension(file))).OfType<StoredModel>().OrderBy(model => model.Id, StringComparer.Ordinal)];

    public StoredModel? Find(string id)
    {
        if (!IsId(id) || !File.Exists(NoteOf(id)) || !File.Exists(PathOf(id)))
        {
            return null;
        }

        try
        {
            var model = JsonSerializer.Deserialize(File.ReadAllText(NoteOf(id)), StoredModelJson.Default.StoredModel);
            return model?.Id == id ? model : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Gives a whole file, which is on the disk, its name; it takes the place of one that had the name.</summary>
    public void Add(StoredModel model, string part)
    {
        File.Delete(NoteOf(model.Id));
        File.Move(part, PathOf(model.Id), overwrite: true);
        FinishedFile.Write(NoteOf(model.Id), stream => JsonSerializer.Serialize(stream, model, StoredModelJson.Default.StoredModel));
    }

    public void Remove(string id)
    {
        File.Delete(NoteOf(id));
        File.Delete(PathOf(id));
    }

    private string NoteOf(string id) => Path.Combine(Folder, $"{id}.json");

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]
    private static partial Regex IdPattern();
}
