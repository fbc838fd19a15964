using Aigen.Storage.Native;

namespace Aigen.Storage;

internal sealed class RocksWriteBatch(DbHandle db) : IWriteBatch
{
    internal WriteBatchHandle Handle { get; } = Rocks.rocksdb_writebatch_create();

    public void Put(Column column, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        Rocks.rocksdb_writebatch_put_cf(Handle, db[column], key, (nuint)key.Length, value, (nuint)value.Length);

    public void Delete(Column column, ReadOnlySpan<byte> key) =>
        Rocks.rocksdb_writebatch_delete_cf(Handle, db[column], key, (nuint)key.Length);

    public void Dispose() => Handle.Dispose();
}
