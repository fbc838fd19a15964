using Aigen.Crypto;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>A light client's walk from the genesis hash: every header names the one before, and a producer of the genesis file signed it.</summary>
internal static class HeaderChain
{
    // Signatures checked together cost less; beyond this a larger batch saves little more.
    private const int BatchSize = 256;

    /// <summary>Checks the chain, and that a header stands in it; null when both hold.</summary>
    /// <param name="count">The headers in the chain.</param>
    public static ProofFailure? Check(IEnumerable<SignedHeader> headers, SignedHeader wanted, TrustAnchor trust, out ulong count)
    {
        SignedHeader? last = null;
        SignedHeader? found = null;
        count = 0;
        foreach (var batch in headers.Chunk(BatchSize))
        {
            foreach (var header in batch)
            {
                if ((HeaderRules.CheckPlace(header, last, trust) ?? HeaderRules.CheckContent(header, trust)) is { } failure)
                {
                    return failure;
                }

                last = header;
                found = header.Height == wanted.Height ? header : found;
            }

            if (CheckSignatures(batch) is { } forged)
            {
                return forged;
            }

            count += (ulong)batch.Length;
        }

        return Contains(found, last, wanted);
    }

    private static ProofFailure? CheckSignatures(SignedHeader[] headers)
    {
        SignedHeader[] signed = [.. headers.Where(header => header.Height > 0)];
        var items = signed.Select(header => new SignedHash(header.Header.Producer, header.Hash, header.ProducerSignature)).ToArray();
        var valid = new bool[items.Length];
        SignatureBatch.Verify(items, valid);
        var forged = Array.IndexOf(valid, false);
        return forged < 0 ? null : HeaderRules.SignatureFailure(signed[forged]);
    }

    private static ProofFailure? Contains(SignedHeader? found, SignedHeader? last, SignedHeader wanted)
    {
        if (found is null)
        {
            var end = last is null ? "nothing" : $"blocks 0 to {last.Height}";
            return new ProofFailure("header chain", "the proof's block is not in it", $"block {wanted.Height}", end);
        }

        if (found.Hash != wanted.Hash)
        {
            return new ProofFailure("header chain", $"it has another block {wanted.Height}", $"{found.Hash}", $"{wanted.Hash}");
        }

        return last!.Height == 0
            ? new ProofFailure("header chain", "nobody signs block 0, so a signed block must follow it", "block 1", "block 0 alone")
            : null;
    }
}
