using Aigen.Crypto;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>Makes proofs out of one view of the ledger, for whoever trusts the genesis file alone.</summary>
public sealed class ChainProver(LedgerView view)
{
    public ProofOutcome ProveTransaction(Hash256 hash)
    {
        if (view.Blocks.Locate(hash) is not { } place)
        {
            return Unknown("transaction", hash.ToString());
        }

        return view.Blocks.FindTransaction(place) is { } transaction && Path(place, view.Blocks.TransactionHashes) is var (header, path)
            ? new ProofOutcome(new TransactionProof(header, transaction, path), null)
            : Pruned("transaction", hash.ToString(), place);
    }

    public ProofOutcome ProveReceipt(ReceiptId id)
    {
        if (view.Blocks.Locate(id) is not { } place)
        {
            return Unknown("receipt", id.ToString());
        }

        return view.Blocks.FindReceipt(place) is { } receipt && Path(place, view.Blocks.ReceiptHashes) is var (header, path)
            ? new ProofOutcome(new ReceiptProof(header, receipt, path), null)
            : Pruned("receipt", id.ToString(), place);
    }

    /// <summary>As of the head: the tree of earlier states is not kept.</summary>
    public AccountProof ProveAccount(Address address) => new(view.Head, address, view.Prove(StateKey.Account(address)));

    private (SignedHeader Header, MerkleProof Path)? Path(BlockLocation place, Func<ulong, IReadOnlyList<Hash256>> leaves) =>
        view.Blocks.FindHeader(place.Height) is { } header ? (header, MerkleProof.Create(leaves(place.Height), place.Index)) : null;

    private ProofOutcome Unknown(string what, string given)
    {
        var first = view.Blocks.PrunedTo + 1;
        var where = first > 1 ? $"in none of the blocks {first} to {view.Head.Height}; those before were pruned" : $"in no block up to {view.Head.Height}";
        return new ProofOutcome(null, new Refusal(RefusalRule.NotInABlock, $"{what} {given} is {where}", $"a {what} in a block", given));
    }

    private ProofOutcome Pruned(string what, string given, BlockLocation place) => new(null, new Refusal(
        RefusalRule.Pruned, $"{what} {given} is in block {place.Height}, and blocks up to {view.Blocks.PrunedTo} were pruned",
        $"a {what} of block {view.Blocks.PrunedTo + 1} or later", given));
}

/// <summary>The proof, or else why there is none.</summary>
public sealed record ProofOutcome(ChainProof? Proof, Refusal? Refusal);
