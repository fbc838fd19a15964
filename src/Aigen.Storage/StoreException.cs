namespace Aigen.Storage;

/// <summary>The database cannot be opened, read or written; the message is RocksDB's own, with the folder.</summary>
public sealed class StoreException(string message, StoreFault fault = StoreFault.Failed) : IOException(message)
{
    public StoreFault Fault => fault;
}

/// <summary>What an operator must do about it.</summary>
public enum StoreFault
{
    /// <summary>The disk is full or fails, or may not be used.</summary>
    Failed,

    /// <summary>Another process has it open for writing.</summary>
    Locked,

    /// <summary>It was made by another version: its columns are not those of this program.</summary>
    Foreign,

    /// <summary>A file of it is damaged or missing.</summary>
    Damaged,
}
