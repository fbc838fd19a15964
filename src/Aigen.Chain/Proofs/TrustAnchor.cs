using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>What a proof is checked against: a genesis file, or of it the hash and one producer.</summary>
/// <param name="Spec">Null where only the hash is known.</param>
public sealed record TrustAnchor(Hash256 GenesisHash, IReadOnlyList<PublicKey> Producers, ChainSpec? Spec)
{
    public static TrustAnchor Of(ChainSpec spec) => new(spec.Hash, [.. spec.Producers.Select(producer => producer.PublicKey)], spec);

    public static TrustAnchor Of(Hash256 genesisHash, PublicKey producer) => new(genesisHash, [producer], null);
}
