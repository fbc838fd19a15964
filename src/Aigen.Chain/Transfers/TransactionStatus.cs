using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>Where a transaction is on its way.</summary>
public enum TransactionState
{
    /// <summary>The node has not seen it, or dropped it so long ago that it was forgotten.</summary>
    Unknown,

    /// <summary>It waits until the nonces before its own are used.</summary>
    Queued,

    /// <summary>The next blocks can take it.</summary>
    Pending,

    /// <summary>A block has it.</summary>
    Included,

    /// <summary>It was accepted, and will be in no block.</summary>
    Dropped,
}

/// <param name="Transaction">Null where the state is unknown or dropped, or the block was pruned.</param>
/// <param name="Location">Of an included one.</param>
/// <param name="Block">The header of the block that has it.</param>
/// <param name="Reason">Why it was dropped.</param>
public sealed record TransactionStatus(
    TransactionState State, Transaction? Transaction = null, BlockLocation? Location = null, SignedHeader? Block = null, Refusal? Reason = null)
{
    /// <summary>Nothing changes it any more.</summary>
    public bool IsFinal => State is TransactionState.Included or TransactionState.Dropped;

    internal static TransactionStatus Waiting(WaitingTransaction waiting) =>
        new(waiting.IsQueued ? TransactionState.Queued : TransactionState.Pending, waiting.Transaction);

    internal static TransactionStatus Dropped(Refusal reason) => new(TransactionState.Dropped, Reason: reason);
}
