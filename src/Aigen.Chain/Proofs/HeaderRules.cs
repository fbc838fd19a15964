using Aigen.Crypto;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>What a light client asks of a header: alone, and after its parent.</summary>
internal static class HeaderRules
{
    /// <summary>Everything but the signature.</summary>
    public static ProofFailure? CheckContent(SignedHeader signed, TrustAnchor trust)
    {
        var header = signed.Header;
        if (header.Version != BlockHeader.CurrentVersion)
        {
            return Fail("header", signed, "the version is another", BlockHeader.CurrentVersion, header.Version);
        }

        if (trust.Spec is { } spec && header.ChainId != spec.ChainId)
        {
            return Fail("header", signed, "the chain id is another network's", spec.ChainId, header.ChainId);
        }

        // Nobody signs block 0: it counts because the signed block 1 names it, and it the genesis file.
        return header.Height == 0 || trust.Producers.Contains(header.Producer)
            ? null
            : Fail("producer", signed, "its key is no producer's of the genesis file", string.Join(" or ", trust.Producers), header.Producer);
    }

    public static ProofFailure SignatureFailure(SignedHeader header) => Fail(
        "producer signature", header, "the signature is not its producer's", $"one by {header.Header.Producer}", header.ProducerSignature);

    public static bool IsSigned(SignedHeader header) => Ed25519.Verify(header.Header.Producer, header.Hash.Bytes, header.ProducerSignature);

    /// <summary>The header's place after its parent, or at the beginning of the chain.</summary>
    public static ProofFailure? CheckPlace(SignedHeader header, SignedHeader? parent, TrustAnchor trust)
    {
        var height = parent is null ? 0 : parent.Height + 1;
        if (header.Height != height)
        {
            return new ProofFailure("header chain", parent is null ? "it does not begin at the genesis block" : "a block is missing", $"block {height}", $"block {header.Height}");
        }

        var previous = parent?.Hash ?? trust.GenesisHash;
        if (header.Header.PreviousHash != previous)
        {
            return Fail(
                "header chain", header, parent is null ? "its parent hash is not the genesis hash" : "its parent hash is not the hash of the block before",
                previous, header.Header.PreviousHash);
        }

        return parent is not null && header.Header.Timestamp < parent.Header.Timestamp
            ? Fail("header chain", header, "its time is before its parent's", $"at least {parent.Header.Timestamp}", header.Header.Timestamp)
            : null;
    }

    private static ProofFailure Fail(string step, SignedHeader header, string what, object expected, object given) =>
        new(step, $"block {header.Height}: {what}", $"{expected}", $"{given}");
}
