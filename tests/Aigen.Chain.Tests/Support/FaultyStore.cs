using Aigen.Storage;

namespace Aigen.Chain.Tests.Support;

/// <summary>A store whose synced writes fail as often as a test says, as on a full disk, or that ends after some writes, as by a kill.</summary>
internal sealed class FaultyStore(IStore store) : IStore
{
    public int FailuresLeft { get; set; }

    /// <summary>Likewise for writes that are not synced.</summary>
    public int ProcessFailuresLeft { get; set; }

    /// <summary>After so many writes every other one fails.</summary>
    public int WritesLeft { get; set; } = int.MaxValue;

    /// <summary>Called when a write is done and its writer does not know yet.</summary>
    public Action? Written { get; set; }

    public byte[]? Get(Column column, ReadOnlySpan<byte> key) => store.Get(column, key);

    public bool Contains(Column column, ReadOnlySpan<byte> key) => store.Contains(column, key);

    public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(
        Column column, ReadOnlyMemory<byte> prefix = default, ReadOnlyMemory<byte> after = default, ScanOrder order = ScanOrder.Ascending) =>
        store.Scan(column, prefix, after, order);

    public IStoreSnapshot OpenSnapshot() => store.OpenSnapshot();

    public IWriteBatch CreateBatch() => store.CreateBatch();

    public void Write(IWriteBatch batch, Durability durability)
    {
        if (durability == Durability.Disk && FailuresLeft > 0)
        {
            FailuresLeft--;
            throw new StoreException("no space left on device");
        }

        if (durability == Durability.Process && ProcessFailuresLeft > 0)
        {
            ProcessFailuresLeft--;
            throw new StoreException("no space left on device");
        }

        if (WritesLeft-- <= 0)
        {
            throw new StoreException("killed");
        }

        store.Write(batch, durability);
        Written?.Invoke();
    }

    public void Dispose() => store.Dispose();
}
