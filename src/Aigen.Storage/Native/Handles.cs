using System.Runtime.InteropServices;

namespace Aigen.Storage.Native;

/// <summary>A native object that is gone when its handle is: one subclass a resource, each with its own destructor.</summary>
internal abstract class RocksHandle() : SafeHandle(0, ownsHandle: true)
{
    public sealed override bool IsInvalid => handle == 0;
}

internal sealed class DbOptionsHandle : RocksHandle
{
    protected override bool ReleaseHandle()
    {
        Rocks.rocksdb_options_destroy(handle);
        return true;
    }
}

internal sealed class ReadOptionsHandle : RocksHandle
{
    protected override bool ReleaseHandle()
    {
        Rocks.rocksdb_readoptions_destroy(handle);
        return true;
    }
}

internal sealed class WriteOptionsHandle : RocksHandle
{
    protected override bool ReleaseHandle()
    {
        Rocks.rocksdb_writeoptions_destroy(handle);
        return true;
    }
}

internal sealed class WriteBatchHandle : RocksHandle
{
    protected override bool ReleaseHandle()
    {
        Rocks.rocksdb_writebatch_destroy(handle);
        return true;
    }
}

internal sealed class IteratorHandle : RocksHandle
{
    protected override bool ReleaseHandle()
    {
        Rocks.rocksdb_iter_destroy(handle);
        return true;
    }
}

/// <summary>A snapshot, which must be released before its database.</summary>
internal sealed class SnapshotHandle : RocksHandle
{
    private readonly DbHandle _db;

    internal SnapshotHandle(DbHandle db)
    {
        var added = false;
        db.DangerousAddRef(ref added);
        _db = db;
        SetHandle(Rocks.rocksdb_create_snapshot(db));
    }

    protected override bool ReleaseHandle()
    {
        Rocks.rocksdb_release_snapshot(_db.DangerousGetHandle(), handle);
        _db.DangerousRelease();
        return true;
    }
}

internal sealed class CacheHandle : RocksHandle
{
    protected override bool ReleaseHandle()
    {
        Rocks.rocksdb_cache_destroy(handle);
        return true;
    }
}

internal sealed class TableOptionsHandle : RocksHandle
{
    protected override bool ReleaseHandle()
    {
        Rocks.rocksdb_block_based_options_destroy(handle);
        return true;
    }
}

/// <summary>The database and its column families, which must be released before it.</summary>
internal sealed class DbHandle : RocksHandle
{
    private readonly nint[] _columns;

    internal DbHandle(nint db, nint[] columns)
    {
        _columns = columns;
        SetHandle(db);
    }

    internal nint this[Column column] => _columns[(int)column + 1];

    protected override bool ReleaseHandle()
    {
        foreach (var column in _columns)
        {
            Rocks.rocksdb_column_family_handle_destroy(column);
        }

        Rocks.rocksdb_close(handle);
        return true;
    }
}
