namespace Aigen.Storage;

/// <summary>The database on one page: every column family, its key and its value. Integers in keys are big-endian, so that RocksDB
/// iterates them in order.</summary>
public enum Column
{
    /// <summary><c>schema</c> -> version; <c>genesis</c> -> genesis hash; <c>head</c> -> height; <c>pruned</c> -> height up to which
    /// bodies are gone; <c>salt</c> -> secret of this node.</summary>
    Meta,

    /// <summary>height (8) -> header and its producer's signature.</summary>
    Headers,

    /// <summary>height (8), kind (1), page (4) -> list of transactions, receipts or orders. See <c>BlockPages</c>.</summary>
    Bodies,

    /// <summary>block hash (32) -> height (8).</summary>
    BlockHeights,

    /// <summary>transaction hash (32) -> height (8), index in the block (4).</summary>
    Transactions,

    /// <summary>receipt id (16) -> height (8), index in the block (4).</summary>
    Receipts,

    /// <summary>address (20), height (8) -> indexes (4 each) of the block's transactions from or to it.</summary>
    History,

    /// <summary>height (8) -> what the block wrote over. See <c>UndoRecord</c>.</summary>
    Undo,

    /// <summary>SHA-256 of a state key (32) -> the key and its value. See <c>StateKey</c> and <c>StateRow</c>.</summary>
    State,

    /// <summary>depth (2), path bits -> page of the Merkle tree over <see cref="State"/>. See <c>StatePage</c>.</summary>
    StateTree,

    /// <summary>sequence (8) -> accepted transactions that no block holds yet. See <c>MempoolJournal</c>.</summary>
    Mempool,

    /// <summary>transaction hash (32) -> why it was dropped after it had been accepted. See <c>DroppedTransactions</c>.</summary>
    Dropped,

    /// <summary>sequence (8) -> signed receipt that no block holds yet.</summary>
    PendingReceipts,

    /// <summary>SHA-256 of an access token (32) -> what its wallet granted; the same and 1 -> what it spent; and 2 -> when it was revoked. See
    /// <c>AccessTokenStore</c>.</summary>
    AccessTokens,

    /// <summary>kind (1), id of a batch job (32) -> what was asked, its input, how it ended, its answer, or how often it was begun. See
    /// <c>BatchStore</c>.</summary>
    BatchJobs,
}
