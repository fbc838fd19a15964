using Aigen.Chain;
using Aigen.Inference;

namespace Aigen.Rpc.Views;

internal sealed record NodeInfoView(
    uint NetworkMagic, string CeoPublicKeyHex, string Version, string Network, bool Development, ulong ChainId, string GenesisHash, string CeoWallet,
    string Treasury, string NodePublicKey, ulong MinimumBaseFee, long BlockTimeMs, double ClockOffsetSeconds, IReadOnlyList<string> Models);

internal sealed record ModelListView(IReadOnlyList<ModelView> Models);

/// <param name="Version">The first 12 hex digits of the file's SHA-256: the same id with other weights has another version.</param>
/// <param name="IsCoreModel">The model for requests that name none.</param>
internal sealed record ModelView(
    string ModelId, string Name, string Version, long TotalSize, int ShardCount, bool IsCoreModel, string MinimumTier, bool IsExperimental,
    bool IsAvailable, bool IsLoaded, string Sha256, int ContextLength, long Parameters, string Architecture, string Quantization)
{
    private const int VersionDigits = 12;

    public static ModelView Of(ModelDescription model, string sha256, Tier minimumTier, bool isDefault) => new(
        model.Id, model.Name, sha256[..VersionDigits], model.FileSize, 1, isDefault, minimumTier.Name(), false, true, true, sha256,
        model.ContextLength, model.ParameterCount, model.Architecture, model.Quantization);
}
