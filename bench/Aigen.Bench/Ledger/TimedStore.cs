using System.Diagnostics;
using Aigen.Storage;

namespace Aigen.Bench;

/// <summary>A store that knows how long writing took.</summary>
internal sealed class TimedStore(IStore store) : IStore
{
    private readonly Stopwatch _writing = new();

    public TimeSpan Writing => _writing.Elapsed;

    public byte[]? Get(Column column, ReadOnlySpan<byte> key) => store.Get(column, key);

    public bool Contains(Column column, ReadOnlySpan<byte> key) => store.Contains(column, key);

    public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(
        Column column, ReadOnlyMemory<byte> prefix = default, ReadOnlyMemory<byte> after = default, ScanOrder order = ScanOrder.Ascending) =>
        store.Scan(column, prefix, after, order);

    public IStoreSnapshot OpenSnapshot() => store.OpenSnapshot();

    public IWriteBatch CreateBatch() => store.CreateBatch();

    public void Write(IWriteBatch batch, Durability durability)
    {
        _writing.Start();
        store.Write(batch, durability);
        _writing.Stop();
    }

    public void Dispose() => store.Dispose();
}
