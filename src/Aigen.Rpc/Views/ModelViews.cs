using System.ComponentModel;
using Aigen.Chain;
using Aigen.Inference;

namespace Aigen.Rpc.Views;

internal sealed record ModelListView(IReadOnlyList<ModelView> Models);

internal sealed record ModelView(
    string ModelId, string Name,
    [property: Description("Of the active release; of a model that nobody registered the first 12 hex digits of the file's SHA-256: the same id with other weights has another version.")] string Version,
    ulong TotalSize, int ShardCount,
    [property: Description("As registered; else whether it is the model for requests that name none.")] bool IsCoreModel,
    [property: Description("The least tier that includes it: the active release's, else the operator's.")] string MinimumTier,
    bool IsExperimental,
    [property: Description("Nothing speaks against using it: it is loaded, or its file looks good and its last load did not fail; and the file is the active release's, where there is one.")] bool IsAvailable,
    bool IsLoaded,
    [property: Description("Of the file here; empty while the file is being read for it, and where there is none.")] string Sha256,
    int ContextLength, long Parameters, string Architecture, string Quantization,
    [property: Description("Numbers of an embedding; null where it makes none.")] int? EmbeddingDimensions,
    [property: Description("Whether it calls functions in a form that is known here: it takes `tools`.")] bool SupportsTools)
{
    private const int VersionDigits = 12;

    // Of a model whose file is not here.
    private const string Unknown = "unknown";

    public static ModelView Of(ModelStatus status, Tier minimumTier, bool isDefault, ModelRelease? release)
    {
        var model = status.Description;
        var version = status.Sha256.Length < VersionDigits ? "" : status.Sha256[..VersionDigits];
        var isOtherFile = release is not null && status.Sha256.Length > 0 && !release.IsFile(status.Sha256);
        return new ModelView(
            model.Id, release?.Name ?? model.Name, release?.Version ?? version, release?.TotalSize ?? (ulong)model.FileSize, release?.Shards.Count ?? 1,
            release?.IsCore ?? isDefault, minimumTier.Name(), release?.IsExperimental ?? false, status.Fault is null && !isOtherFile, status.IsLoaded,
            status.Sha256, model.ContextLength, model.ParameterCount, model.Architecture, model.Quantization, model.Embeddings?.Dimensions,
            model.Tools is not null);
    }

    /// <summary>A model that the chain has and this node has not.</summary>
    public static ModelView Of(ModelRelease release, Tier minimumTier) => new(
        release.ModelId, release.Name, release.Version, release.TotalSize, release.Shards.Count, release.IsCore, minimumTier.Name(),
        release.IsExperimental, IsAvailable: false, IsLoaded: false, "", 0, 0, Unknown, Unknown, null, SupportsTools: false);
}
