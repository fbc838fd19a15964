using Aigen.Storage.Native;

namespace Aigen.Storage;

/// <summary>A batch keeps the numbers of its columns, not their handles: it may be written to the database opened anew.</summary>
internal sealed class RocksWriteBatch(RocksGate gate) : IWriteBatch
{
    internal WriteBatchHandle Handle { get; } = Rocks.rocksdb_writebatch_create();

    public void Put(Column column, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        using var use = gate.Enter();
        Rocks.rocksdb_writebatch_put_cf(Handle, use.Db[column], key, (nuint)key.Length, value, (nuint)value.Length);
    }

    public void Delete(Column column, ReadOnlySpan<byte> key)
    {
        using var use = gate.Enter();
        Rocks.rocksdb_writebatch_delete_cf(Handle, use.Db[column], key, (nuint)key.Length);
    }

    public void Dispose() => Handle.Dispose();
}
