using System.ComponentModel;

namespace Aigen.Rpc.Views;

internal sealed record NodeInfoView(
    uint NetworkMagic, string CeoPublicKeyHex, string Version, string Network, bool Development, ulong ChainId, string GenesisHash, string CeoWallet,
    string Treasury, string NodePublicKey,
    [property: Description("The least fee_base of a transaction.")] ulong MinimumBaseFee,
    long BlockTimeMs, double ClockOffsetSeconds, IReadOnlyList<string> Models);
