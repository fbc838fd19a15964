using Aigen.Crypto;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>A block's header, and what leads from it to one thing that the block commits to.</summary>
public abstract record ChainProof(SignedHeader Header);

/// <summary>That a block holds a transaction.</summary>
public sealed record TransactionProof(SignedHeader Header, Transaction Transaction, MerkleProof Path) : ChainProof(Header);

/// <summary>That a block holds a receipt.</summary>
public sealed record ReceiptProof(SignedHeader Header, Receipt Receipt, MerkleProof Path) : ChainProof(Header);

/// <summary>What the state after a block has under an address: balance and nonce, or no account.</summary>
public sealed record AccountProof(SignedHeader Header, Address Address, StateProof State) : ChainProof(Header)
{
    public Account Account => Account.Decode(State.Value);
}
