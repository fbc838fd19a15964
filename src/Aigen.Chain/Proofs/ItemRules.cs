using Aigen.Crypto;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>The signatures of what stands in a block. A transaction's is no part of its hash, so the path says nothing of it.</summary>
internal static class ItemRules
{
    public static ProofFailure? Check(Transaction transaction, TrustAnchor trust)
    {
        var (sender, derived) = (transaction.Sender.Address, transaction.SenderPublicKey.Address);
        var isCeo = trust.Spec is { } spec && sender == spec.CeoWallet && transaction.SenderPublicKey == spec.CeoPublicKey;
        if (derived != sender && !isCeo)
        {
            var hint = trust.Spec is null ? " (if it is the CEO wallet, whose key the genesis file names, check with that file)" : string.Empty;
            return new ProofFailure("signature", $"the public key is not the sender's{hint}", $"{sender}", $"{derived}");
        }

        return Ed25519.Verify(transaction.SenderPublicKey, transaction.Hash.Bytes, transaction.Signature)
            ? CheckCeo(transaction, trust.Spec)
            : new ProofFailure("signature", "the transaction's signature is not its sender's", $"one by {transaction.SenderPublicKey}", $"{transaction.Signature}");
    }

    public static ProofFailure? Check(Receipt receipt, TrustAnchor trust)
    {
        if (!trust.Producers.Contains(receipt.Node))
        {
            return new ProofFailure("signature", "the receipt's node is no producer", string.Join(" or ", trust.Producers), $"{receipt.Node}");
        }

        return Ed25519.Verify(receipt.Node, receipt.Hash.Bytes, receipt.Signature)
            ? null
            : new ProofFailure("signature", "the receipt's signature is not its node's", $"one by {receipt.Node}", $"{receipt.Signature}");
    }

    private static ProofFailure? CheckCeo(Transaction transaction, ChainSpec? spec)
    {
        if (transaction.CeoSignature is not { } signature || (spec is not null && Ed25519.Verify(spec.CeoPublicKey, transaction.Hash.Bytes, signature)))
        {
            return null;
        }

        var expected = spec is null ? "one by the CEO's key, which the genesis file names" : $"one by {spec.CeoPublicKey}";
        return new ProofFailure("signature", "the transaction's CEO signature is not the CEO's", expected, $"{signature}");
    }
}
