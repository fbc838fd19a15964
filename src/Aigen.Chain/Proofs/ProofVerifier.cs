using Aigen.Crypto;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>Checks a proof with nothing but the genesis file, or its hash and a producer's key: no node, no network, no clock.</summary>
public static class ProofVerifier
{
    /// <param name="headers">The chain from block 0 on; null to rest on the producer's signature of the one header.</param>
    public static ProofVerdict Verify(ChainProof proof, TrustAnchor trust, IEnumerable<SignedHeader>? headers)
    {
        ulong count = 0;
        var failure = CheckHeader(proof.Header, trust, headers is not null) ?? CheckItem(proof, trust)
            ?? (headers is null ? null : HeaderChain.Check(headers, proof.Header, trust, out count));
        return failure is null
            ? new ProofVerdict(null, ProofSentences.Of(proof, trust, headers is null ? null : count))
            : new ProofVerdict(failure, []);
    }

    private static ProofFailure? CheckHeader(SignedHeader header, TrustAnchor trust, bool hasChain)
    {
        if (HeaderRules.CheckContent(header, trust) is { } failure)
        {
            return failure;
        }

        if (header.Height == 0)
        {
            return hasChain ? null : new ProofFailure("producer signature", "nobody signs block 0: it takes a file of headers with block 1, which names it");
        }

        return HeaderRules.IsSigned(header) ? null : HeaderRules.SignatureFailure(header);
    }

    private static ProofFailure? CheckItem(ChainProof proof, TrustAnchor trust) => proof switch
    {
        TransactionProof one => CheckPath(one.Path, one.Transaction.Hash, one.Header.Header.TransactionsRoot, "transactions root")
            ?? ItemRules.Check(one.Transaction, trust),
        ReceiptProof one => CheckPath(one.Path, one.Receipt.Hash, one.Header.Header.ReceiptsRoot, "receipts root")
            ?? ItemRules.Check(one.Receipt, trust),
        AccountProof one => CheckState(one),
        _ => throw new ArgumentOutOfRangeException(nameof(proof), proof, "There is no rule for this proof."),
    };

    private static ProofFailure? CheckPath(MerkleProof path, Hash256 leaf, Hash256 expected, string root) => path.RootOf(leaf, out var flaw) switch
    {
        null => new ProofFailure("merkle path", flaw!),
        { } given when given != expected => new ProofFailure("merkle path", $"it does not end at the header's {root}", $"{expected}", $"{given}"),
        _ => null,
    };

    private static ProofFailure? CheckState(AccountProof proof)
    {
        var expected = proof.Header.Header.StateRoot;
        return proof.State.RootFor(StateKey.Account(proof.Address)) switch
        {
            null => new ProofFailure("state path", $"what stands at its end says nothing of {proof.Address}, or its {proof.State.Siblings.Count} siblings are too many"),
            { } given when given != expected => new ProofFailure("state path", "it does not end at the header's state root", $"{expected}", $"{given}"),
            _ => null,
        };
    }
}

/// <summary>Where the proof fails; or else, in sentences, what is proven.</summary>
public sealed record ProofVerdict(ProofFailure? Failure, IReadOnlyList<string> Statements);
