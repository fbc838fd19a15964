namespace Aigen.Storage;

/// <summary>The reading half of a store, or of a snapshot of it.</summary>
public interface IStoreReader
{
    byte[]? Get(Column column, ReadOnlySpan<byte> key);

    bool Contains(Column column, ReadOnlySpan<byte> key);

    /// <summary>Every entry whose key begins with the prefix, as of the call.</summary>
    /// <param name="after">Where to go on: only entries beyond this key, in the order of the scan; empty for all.</param>
    IEnumerable<KeyValuePair<byte[], byte[]>> Scan(
        Column column, ReadOnlyMemory<byte> prefix = default, ReadOnlyMemory<byte> after = default, ScanOrder order = ScanOrder.Ascending);
}

public enum ScanOrder
{
    Ascending,
    Descending,
}
