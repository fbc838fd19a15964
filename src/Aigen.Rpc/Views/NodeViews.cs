using Aigen.Chain;
using Aigen.Inference;

namespace Aigen.Rpc.Views;

internal sealed record NodeInfoView(
    uint NetworkMagic, string CeoPublicKeyHex, string Version, string Network, bool Development, ulong ChainId, string GenesisHash, string CeoWallet,
    string Treasury, string NodePublicKey, ulong MinimumBaseFee, long BlockTimeMs, double ClockOffsetSeconds, IReadOnlyList<string> Models);

internal sealed record ModelListView(IReadOnlyList<ModelView> Models);

/// <param name="Version">The first 12 hex digits of the file's SHA-256: the same id with other weights has another version.</param>
/// <param name="IsAvailable">Nothing speaks against using it: it is loaded, or its file looks good and its last load did not fail.</param>
/// <param name="EmbeddingDimensions">Numbers of an embedding; null where it makes none.</param>
/// <param name="SupportsTools">Whether it calls functions in a form that is known here.</param>
/// <param name="IsCoreModel">The model for requests that name none.</param>
internal sealed record ModelView(
    string ModelId, string Name, string Version, long TotalSize, int ShardCount, bool IsCoreModel, string MinimumTier, bool IsExperimental,
    bool IsAvailable, bool IsLoaded, string Sha256, int ContextLength, long Parameters, string Architecture, string Quantization, int? EmbeddingDimensions,
    bool SupportsTools)
{
    private const int VersionDigits = 12;

    public static ModelView Of(ModelStatus status, Tier minimumTier, bool isDefault)
    {
        var model = status.Description;
        var version = status.Sha256.Length < VersionDigits ? "" : status.Sha256[..VersionDigits];
        return new ModelView(
            model.Id, model.Name, version, model.FileSize, 1, isDefault, minimumTier.Name(), false, status.Fault is null, status.IsLoaded, status.Sha256,
            model.ContextLength, model.ParameterCount, model.Architecture, model.Quantization, model.Embeddings?.Dimensions,
            model.Tools is not null);
    }
}
