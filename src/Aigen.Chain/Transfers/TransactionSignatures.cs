using System.Buffers;
using Aigen.Crypto;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>Checks the signatures of many transactions together, which costs less than one by one.</summary>
internal static class TransactionSignatures
{
    // Beyond this a larger batch saves little more, and a wrong signature in it spoils more.
    public const int BatchSize = 256;

    /// <summary>Of each transaction why its signatures are refused, null where they are good.</summary>
    public static void Check(ReadOnlySpan<Transaction> transactions, ChainSpec spec, Span<Refusal?> refusals)
    {
        var items = ArrayPool<SignedHash>.Shared.Rent(transactions.Length);
        var valid = ArrayPool<bool>.Shared.Rent(transactions.Length);
        for (var i = 0; i < transactions.Length; i++)
        {
            items[i] = new SignedHash(transactions[i].SenderPublicKey, transactions[i].Hash, transactions[i].Signature);
        }

        SignatureBatch.Verify(items.AsSpan(0, transactions.Length), valid);
        for (var i = 0; i < transactions.Length; i++)
        {
            refusals[i] = valid[i] ? CheckCeo(transactions[i], spec) : TransactionRefusals.Signature();
        }

        ArrayPool<SignedHash>.Shared.Return(items);
        ArrayPool<bool>.Shared.Return(valid);
    }

    private static Refusal? CheckCeo(Transaction transaction, ChainSpec spec) =>
        transaction.CeoSignature is { } signature && !Ed25519.Verify(spec.CeoPublicKey, transaction.Hash.Bytes, signature)
            ? TransactionRefusals.CeoSignature()
            : null;
}
