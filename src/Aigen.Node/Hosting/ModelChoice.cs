using Aigen.Chain;
using Aigen.Inference;
using Aigen.Node.Store;

namespace Aigen.Node.Hosting;

/// <summary>
/// A model to load, as the command line names it (<see cref="ModelChoiceText"/>), and how to run it where that is to be other than for the
/// other models.
/// </summary>
/// <param name="FileOrId">A GGUF file, or the id of the embedded model or of one in the store.</param>
/// <param name="Id">The id that requests use; null for the file's name.</param>
/// <param name="MinimumTier">The lowest tier whose quota may be spent on it; null for what the store says.</param>
public sealed record ModelChoice(string FileOrId, string? Id, Tier? MinimumTier)
{
    public const string EmbeddedId = "aigen-tiny";
    private const string EmbeddedFile = "aigen-tiny-q8_0.gguf";

    public static ModelChoice Embedded { get; } = new(EmbeddedId, null, null);

    public int? ContextLength { get; init; }

    public int? Parallel { get; init; }

    public int? GpuLayers { get; init; }

    public int? Threads { get; init; }

    public KvTypes? KvTypes { get; init; }

    public FlashAttention? FlashAttention { get; init; }

    private static string EmbeddedPath => Path.Combine(AppContext.BaseDirectory, "models", EmbeddedFile);

    /// <exception cref="FormatException">A setting is unknown or wrong; the message says what is allowed.</exception>
    public static ModelChoice Parse(string text) => ModelChoiceText.Parse(text);

    /// <summary>The model that a name of the command line stands for.</summary>
    /// <exception cref="NodeStartException">There is neither such a file nor such a model, or it cannot be run as asked.</exception>
    internal ResolvedModel Resolve(ModelStore store, RunSettings settings)
    {
        var (path, id, tier) = Find(store);
        var options = new RunSettings
        {
            ContextLength = ContextLength ?? settings.ContextLength,
            Parallel = Parallel ?? settings.Parallel,
            GpuLayers = GpuLayers ?? settings.GpuLayers,
            Threads = Threads ?? settings.Threads,
            KvTypes = KvTypes ?? settings.KvTypes,
            FlashAttention = FlashAttention ?? settings.FlashAttention,
        }.Apply(new ModelOptions { Path = path, Id = id });
        return ModelOptions.Validate(options) is [var fault, ..]
            ? throw new NodeStartException($"--model {FileOrId}: {fault}")
            : new ResolvedModel(options, MinimumTier ?? tier);
    }

    private (string Path, string Id, Tier Tier) Find(ModelStore store)
    {
        if (File.Exists(FileOrId))
        {
            var isEmbedded = Path.GetFileName(FileOrId) == EmbeddedFile;
            return (FileOrId, Id ?? (isEmbedded ? EmbeddedId : Path.GetFileNameWithoutExtension(FileOrId)), Tier.Free);
        }

        if (FileOrId == EmbeddedId)
        {
            return (EmbeddedPath, Id ?? EmbeddedId, Tier.Free);
        }

        if (store.Find(FileOrId) is { } stored)
        {
            return (store.PathOf(stored.Id), Id ?? stored.Id, TierNames.TryParse(stored.MinimumTier, out var tier) ? tier : Tier.Free);
        }

        throw new NodeStartException($"--model {FileOrId}: {Missing(store)}");
    }

    private string Missing(ModelStore store)
    {
        if (KnownModels.Find(FileOrId) is not null)
        {
            return $"it is not in {store.Folder}; fetch it with ./aigen models pull {FileOrId}, or import a file of yours";
        }

        string[] ids = [EmbeddedId, .. store.List().Select(model => model.Id)];
        return ids is [var only]
            ? $"there is no such file, and the only model known by name is {only}"
            : $"there is no such file, and the models known by name are {string.Join(", ", ids)}";
    }
}
