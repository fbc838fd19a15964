namespace Aigen.Storage;

/// <summary>An ordered key-value store with columns and atomic batches.</summary>
public interface IStore : IDisposable
{
    byte[]? Get(Column column, ReadOnlySpan<byte> key);

    bool Contains(Column column, ReadOnlySpan<byte> key);

    /// <summary>Every entry whose key begins with the prefix, in key order, as of the call.</summary>
    IEnumerable<KeyValuePair<byte[], byte[]>> Scan(Column column, ReadOnlyMemory<byte> prefix = default);

    IWriteBatch CreateBatch();

    /// <summary>Writes the whole batch or nothing of it.</summary>
    void Write(IWriteBatch batch, Durability durability);
}
