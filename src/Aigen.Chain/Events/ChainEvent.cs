using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>Something that a block did.</summary>
/// <param name="Index">Its place among all events of the block, which are in the order in which the block was carried out.</param>
public abstract record ChainEvent(uint Index);

/// <summary>An order of the CEO.</summary>
public sealed record OrderGiven(uint Index, CeoOrder Order) : ChainEvent(Index);

/// <summary>A proposal was put before the CEO.</summary>
public sealed record ProposalMade(uint Index, Transaction Transaction, string Id, Hash256 DocumentHash) : ChainEvent(Index);

/// <summary>A receipt was settled.</summary>
/// <param name="At">Its index among the block's receipts.</param>
public sealed record ReceiptSettled(uint Index, Receipt Receipt, uint At) : ChainEvent(Index);

/// <summary>A transaction was carried out.</summary>
/// <param name="At">Its index among the block's transactions.</param>
public sealed record TransactionIncluded(uint Index, Transaction Transaction, uint At) : ChainEvent(Index);

/// <summary>What a wallet may still use changed; by how much is said, since only that is in the block.</summary>
public sealed record QuotaChanged(uint Index, QuotaChange Change) : ChainEvent(Index);

/// <summary>The block is at its end: whoever got this event had all events of the block that it follows.</summary>
public sealed record BlockEnded(uint Index) : ChainEvent(Index);
