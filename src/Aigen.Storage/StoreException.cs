namespace Aigen.Storage;

/// <summary>The database cannot be opened, read or written; the message is RocksDB's own, with the folder.</summary>
public sealed class StoreException(string message) : IOException(message);
