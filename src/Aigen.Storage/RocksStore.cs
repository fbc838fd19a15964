using Aigen.Storage.Native;

namespace Aigen.Storage;

/// <summary>The store on RocksDB: one column family a <see cref="Column"/>. Safe for any number of threads.</summary>
public sealed class RocksStore : IStore
{
    // Memtables of all columns together; with the write-ahead log bounded alike, a start replays at most this much.
    private const int WriteBufferBytes = 64 << 20;
    private const int ColumnWriteBufferBytes = 16 << 20;
    private const int OldInfoLogsKept = 5;
    private const int OpenFiles = 512;

    private readonly DbOptionsHandle _options;
    private readonly ReadOptionsHandle _reading = Rocks.rocksdb_readoptions_create();
    private readonly WriteOptionsHandle _unsynced = Rocks.rocksdb_writeoptions_create();
    private readonly WriteOptionsHandle _synced = Rocks.rocksdb_writeoptions_create();
    private readonly DbHandle _db;
    private readonly string _folder;

    private RocksStore(string folder, DbOptionsHandle options, DbHandle db)
    {
        (_folder, _options, _db) = (folder, options, db);
        Rocks.rocksdb_writeoptions_set_sync(_synced, 1);
    }

    /// <summary>Opens the database in a folder, which is made where it is missing.</summary>
    /// <exception cref="StoreException">Another process holds it, or it is damaged.</exception>
    public static RocksStore Open(string folder)
    {
        Directory.CreateDirectory(folder);
        var options = CreateOptions();
        string[] names = ["default", .. Enum.GetNames<Column>()];
        var columns = new nint[names.Length];
        var columnOptions = Enumerable.Repeat(options.DangerousGetHandle(), names.Length).ToArray();
        nint error = 0;
        var db = Rocks.rocksdb_open_column_families(options, folder, names.Length, names, columnOptions, columns, ref error);
        Rocks.ThrowIf(error, $"opening the database in {folder}");
        return new RocksStore(folder, options, new DbHandle(db, columns));
    }

    public byte[]? Get(Column column, ReadOnlySpan<byte> key)
    {
        nint error = 0;
        var slice = Rocks.rocksdb_get_pinned_cf(_db, _reading, _db[column], key, (nuint)key.Length, ref error);
        Rocks.ThrowIf(error, $"reading {column} in {_folder}");
        if (slice == 0)
        {
            return null;
        }

        var value = Copy(Rocks.rocksdb_pinnableslice_value(slice, out var length), length);
        Rocks.rocksdb_pinnableslice_destroy(slice);
        return value;
    }

    public bool Contains(Column column, ReadOnlySpan<byte> key)
    {
        nint error = 0;
        var slice = Rocks.rocksdb_get_pinned_cf(_db, _reading, _db[column], key, (nuint)key.Length, ref error);
        Rocks.ThrowIf(error, $"reading {column} in {_folder}");
        if (slice == 0)
        {
            return false;
        }

        Rocks.rocksdb_pinnableslice_destroy(slice);
        return true;
    }

    public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(Column column, ReadOnlyMemory<byte> prefix = default)
    {
        using var iterator = Rocks.rocksdb_create_iterator_cf(_db, _reading, _db[column]);
        Rocks.rocksdb_iter_seek(iterator, prefix.Span, (nuint)prefix.Length);
        for (; Rocks.rocksdb_iter_valid(iterator) != 0; Rocks.rocksdb_iter_next(iterator))
        {
            var key = Copy(Rocks.rocksdb_iter_key(iterator, out var keyLength), keyLength);
            if (!key.AsSpan().StartsWith(prefix.Span))
            {
                break;
            }

            yield return new(key, Copy(Rocks.rocksdb_iter_value(iterator, out var valueLength), valueLength));
        }

        nint error = 0;
        Rocks.rocksdb_iter_get_error(iterator, ref error);
        Rocks.ThrowIf(error, $"scanning {column} in {_folder}");
    }

    public IWriteBatch CreateBatch() => new RocksWriteBatch(_db);

    public void Write(IWriteBatch batch, Durability durability)
    {
        var options = durability == Durability.Disk ? _synced : _unsynced;
        nint error = 0;
        Rocks.rocksdb_write(_db, options, ((RocksWriteBatch)batch).Handle, ref error);
        Rocks.ThrowIf(error, $"writing to {_folder}");
    }

    public void Dispose()
    {
        _db.Dispose();
        _reading.Dispose();
        _unsynced.Dispose();
        _synced.Dispose();
        _options.Dispose();
    }

    private static DbOptionsHandle CreateOptions()
    {
        var options = Rocks.rocksdb_options_create();
        Rocks.rocksdb_options_set_create_if_missing(options, 1);
        Rocks.rocksdb_options_set_create_missing_column_families(options, 1);
        Rocks.rocksdb_options_set_db_write_buffer_size(options, WriteBufferBytes);
        Rocks.rocksdb_options_set_write_buffer_size(options, ColumnWriteBufferBytes);
        Rocks.rocksdb_options_set_max_total_wal_size(options, WriteBufferBytes);
        Rocks.rocksdb_options_set_keep_log_file_num(options, OldInfoLogsKept);
        Rocks.rocksdb_options_set_max_open_files(options, OpenFiles);
        return options;
    }

    private static unsafe byte[] Copy(nint pointer, nuint length) => new ReadOnlySpan<byte>((void*)pointer, checked((int)length)).ToArray();
}
