using Aigen.Storage.Native;

namespace Aigen.Storage;

internal sealed class RocksSnapshot : IStoreSnapshot
{
    private readonly ReadOptionsHandle _options = Rocks.rocksdb_readoptions_create();
    private readonly SnapshotHandle _snapshot;
    private readonly RocksReader _reader;

    internal RocksSnapshot(DbHandle db, string folder)
    {
        _snapshot = new SnapshotHandle(db);
        Rocks.rocksdb_readoptions_set_snapshot(_options, _snapshot.DangerousGetHandle());
        _reader = new RocksReader(db, _options, folder);
    }

    public byte[]? Get(Column column, ReadOnlySpan<byte> key) => _reader.Get(column, key);

    public bool Contains(Column column, ReadOnlySpan<byte> key) => _reader.Contains(column, key);

    public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(
        Column column, ReadOnlyMemory<byte> prefix = default, ReadOnlyMemory<byte> after = default, ScanOrder order = ScanOrder.Ascending) =>
        _reader.Scan(column, prefix, after, order);

    public void Dispose()
    {
        _options.Dispose();
        _snapshot.Dispose();
    }
}
