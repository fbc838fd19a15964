using System.ComponentModel;
using Aigen.Chain;
using Aigen.Inference;

namespace Aigen.Rpc.Views;

internal sealed record NodeInfoView(
    uint NetworkMagic, string CeoPublicKeyHex, string Version, string Network, bool Development, ulong ChainId, string GenesisHash, string CeoWallet,
    string Treasury, string NodePublicKey,
    [property: Description("The least fee_base of a transaction.")] ulong MinimumBaseFee,
    long BlockTimeMs, double ClockOffsetSeconds, IReadOnlyList<string> Models);

internal sealed record ModelListView(IReadOnlyList<ModelView> Models);

internal sealed record ModelView(
    string ModelId, string Name,
    [property: Description("The first 12 hex digits of the file's SHA-256: the same id with other weights has another version.")] string Version,
    long TotalSize, int ShardCount,
    [property: Description("The model for requests that name none.")] bool IsCoreModel,
    [property: Description("The least tier that includes it.")] string MinimumTier,
    bool IsExperimental,
    [property: Description("Nothing speaks against using it: it is loaded, or its file looks good and its last load did not fail.")] bool IsAvailable,
    bool IsLoaded,
    [property: Description("Empty while the file is being read for it.")] string Sha256,
    int ContextLength, long Parameters, string Architecture, string Quantization,
    [property: Description("Numbers of an embedding; null where it makes none.")] int? EmbeddingDimensions)
{
    private const int VersionDigits = 12;

    public static ModelView Of(ModelStatus status, Tier minimumTier, bool isDefault)
    {
        var model = status.Description;
        var version = status.Sha256.Length < VersionDigits ? "" : status.Sha256[..VersionDigits];
        return new ModelView(
            model.Id, model.Name, version, model.FileSize, 1, isDefault, minimumTier.Name(), false, status.Fault is null, status.IsLoaded, status.Sha256,
            model.ContextLength, model.ParameterCount, model.Architecture, model.Quantization, model.Embeddings?.Dimensions);
    }
}
