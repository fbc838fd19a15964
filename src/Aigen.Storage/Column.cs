namespace Aigen.Storage;

/// <summary>The database on one page: every column family, its key and its value. Integers in keys are big-endian, so that RocksDB
/// iterates them in order.</summary>
public enum Column
{
    /// <summary><c>schema</c> -> version; <c>genesis</c> -> genesis hash; <c>head</c> -> height; <c>salt</c> -> secret of this node.</summary>
    Meta,

    /// <summary>height (8) -> block.</summary>
    Blocks,

    /// <summary>block hash (32) -> height (8).</summary>
    BlockHeights,

    /// <summary>transaction hash (32) -> height (8), index in the block (4).</summary>
    Transactions,

    /// <summary>receipt id (16) -> height (8), index in the block (4).</summary>
    Receipts,

    /// <summary>state key (module byte, then the module's own key) -> value. See <c>StateKey</c>.</summary>
    State,

    /// <summary>depth (2), path bits -> page of the Merkle tree over <see cref="State"/>. See <c>StatePage</c>.</summary>
    StateTree,

    /// <summary>transaction hash (32) -> accepted transaction that no block holds yet.</summary>
    Mempool,

    /// <summary>sequence (8) -> signed receipt that no block holds yet.</summary>
    PendingReceipts,
}
