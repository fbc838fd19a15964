using Aigen.Storage.Native;

namespace Aigen.Storage;

internal sealed class RocksSnapshot : IStoreSnapshot
{
    private readonly ReadOptionsHandle _options = Rocks.rocksdb_readoptions_create();
    private readonly RocksGate.Use _use;
    private readonly SnapshotHandle _snapshot;
    private readonly RocksReader _reader;
    private int _isDisposed;

    internal RocksSnapshot(RocksGate gate, string folder)
    {
        // Held to the end: the database cannot be exchanged under the snapshot.
        _use = gate.Enter();
        _snapshot = new SnapshotHandle(_use.Db);
        Rocks.rocksdb_readoptions_set_snapshot(_options, _snapshot.DangerousGetHandle());
        _reader = new RocksReader(gate, _options, folder);
    }

    public byte[]? Get(Column column, ReadOnlySpan<byte> key) => _reader.Get(column, key);

    public bool Contains(Column column, ReadOnlySpan<byte> key) => _reader.Contains(column, key);

    public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(
        Column column, ReadOnlyMemory<byte> prefix = default, ReadOnlyMemory<byte> after = default, ScanOrder order = ScanOrder.Ascending) =>
        _reader.Scan(column, prefix, after, order);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            _options.Dispose();
            _snapshot.Dispose();
            _use.Dispose();
        }
    }
}
