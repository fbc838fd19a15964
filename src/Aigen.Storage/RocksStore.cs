using Aigen.Storage.Native;

namespace Aigen.Storage;

/// <summary>The store on RocksDB: one column family a <see cref="Column"/>. Safe for any number of threads.</summary>
public sealed class RocksStore : IStore
{
    // Memtables of all columns together; with the write-ahead log bounded alike, a start replays at most this much.
    private const int WriteBufferBytes = 64 << 20;
    private const int ColumnWriteBufferBytes = 16 << 20;

    // What of the tables, their indexes and filters stays in memory.
    private const int BlockCacheBytes = 64 << 20;

    // 1 % of the look-ups of a key that is not there still read a table; more bits buy little (RocksDB's own advice).
    private const double FilterBitsPerKey = 10;

    private const int OldInfoLogsKept = 5;
    private const int OpenFiles = 512;

    // A file that is open can still be read when the node beside a reader has deleted it.
    private const int AllFilesOpen = -1;

    // While a node flushes, a reader may find its list of files and not the files: that is over within milliseconds.
    private const int ReadOnlyAttempts = 5;

    // A kill may tear the last record of the write-ahead log, never one before it: that would be damage, and is told.
    private const int TolerateTornTail = 0;

    // Without it an older log that is cut off or gone would be passed over, and leave a hole.
    private const string KeepAccountOfLogs = "track_and_verify_wals_in_manifest=true";

    // rocksdb/c.h: rocksdb_lz4_compression.
    private const int Lz4 = 4;

    private readonly DbOptionsHandle _options;
    private readonly ReadOptionsHandle _reading = Rocks.rocksdb_readoptions_create();
    private readonly WriteOptionsHandle _unsynced = Rocks.rocksdb_writeoptions_create();
    private readonly WriteOptionsHandle _synced = Rocks.rocksdb_writeoptions_create();
    private readonly DbHandle _db;
    private readonly RocksReader _reader;
    private readonly string _folder;
    private readonly SyncedMark? _mark;

    private RocksStore(string folder, DbOptionsHandle options, DbHandle db, bool isReadOnly)
    {
        (_folder, _options, _db) = (folder, options, db);
        _mark = isReadOnly ? null : new SyncedMark(folder);
        _reader = new RocksReader(db, _reading, folder);
        Rocks.rocksdb_writeoptions_set_sync(_synced, 1);
    }

    /// <summary>Opens the database in a folder, which is made where it is missing.</summary>
    /// <exception cref="StoreException">Another process holds it, or it is damaged.</exception>
    public static RocksStore Open(string folder)
    {
        Directory.CreateDirectory(folder);
        RocksFiles.RequireCurrent(folder);
        return Open(folder, isReadOnly: false, Rocks.rocksdb_open_column_families);
    }

    /// <summary>Opens the database as it is now, for reading only, also while a node has it open: what that writes later is not seen.</summary>
    /// <exception cref="StoreException">There is none, or it is damaged.</exception>
    public static RocksStore OpenReadOnly(string folder)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                RocksFiles.RequireCurrent(folder);
                return Open(folder, isReadOnly: true, OpenForReading);
            }
            catch (StoreException e) when (e.Fault == StoreFault.Damaged && attempt < ReadOnlyAttempts)
            {
            }
        }
    }

    public byte[]? Get(Column column, ReadOnlySpan<byte> key) => _reader.Get(column, key);

    public bool Contains(Column column, ReadOnlySpan<byte> key) => _reader.Contains(column, key);

    public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(
        Column column, ReadOnlyMemory<byte> prefix = default, ReadOnlyMemory<byte> after = default, ScanOrder order = ScanOrder.Ascending) =>
        _reader.Scan(column, prefix, after, order);

    public IStoreSnapshot OpenSnapshot() => new RocksSnapshot(_db, _folder);

    public IWriteBatch CreateBatch() => new RocksWriteBatch(_db);

    public void Write(IWriteBatch batch, Durability durability)
    {
        var options = durability == Durability.Disk ? _synced : _unsynced;
        var before = Rocks.rocksdb_get_latest_sequence_number(_db);
        var handle = ((RocksWriteBatch)batch).Handle;
        nint error = 0;
        Rocks.rocksdb_write(_db, options, handle, ref error);
        Rocks.ThrowIf(error, $"writing to {_folder}");
        if (durability == Durability.Disk)
        {
            // Each change of a batch counts one. What others wrote meanwhile, unsynced, may come after it.
            _mark!.Raise(before + (ulong)Rocks.rocksdb_writebatch_count(handle));
        }
    }

    /// <summary>Rewrites a column without what was deleted from it, so that its space is free.</summary>
    public void Compact(Column column) => Rocks.rocksdb_compact_range_cf(_db, _db[column], 0, 0, 0, 0);

    /// <summary>The size of a column's tables on the disk, in bytes; what is in the write-ahead log alone does not count.</summary>
    public ulong SizeOnDisk(Column column) =>
        Rocks.rocksdb_property_int_cf(_db, _db[column], "rocksdb.live-sst-files-size", out var bytes) == 0 ? bytes : 0;

    public void Dispose()
    {
        _db.Dispose();
        _mark?.Dispose();
        _reading.Dispose();
        _unsynced.Dispose();
        _synced.Dispose();
        _options.Dispose();
    }

    private delegate nint OpenColumns(
        DbOptionsHandle options, string path, int count, string[] names, nint[] columnOptions, nint[] columns, ref nint error);

    private static nint OpenForReading(
        DbOptionsHandle options, string path, int count, string[] names, nint[] columnOptions, nint[] columns, ref nint error) =>
        Rocks.rocksdb_open_for_read_only_column_families(options, path, count, names, columnOptions, columns, 0, ref error);

    private static RocksStore Open(string folder, bool isReadOnly, OpenColumns open)
    {
        var synced = SyncedMark.Read(folder);
        using var common = CreateOptions();
        var options = Rocks.rocksdb_options_create();
        nint error = 0;
        Rocks.rocksdb_get_options_from_string(common, KeepAccountOfLogs, options, ref error);
        Rocks.ThrowIf(error, KeepAccountOfLogs);
        Rocks.rocksdb_options_set_max_open_files(options, isReadOnly ? AllFilesOpen : OpenFiles);
        string[] names = ["default", .. Enum.GetNames<Column>()];
        var columns = new nint[names.Length];
        var columnOptions = Enumerable.Repeat(options.DangerousGetHandle(), names.Length).ToArray();
        var db = open(options, folder, names.Length, names, columnOptions, columns, ref error);
        RocksFiles.ThrowIf(error, folder);
        var store = new RocksStore(folder, options, new DbHandle(db, columns), isReadOnly);
        var last = Rocks.rocksdb_get_latest_sequence_number(store._db);
        if (last >= synced)
        {
            return store;
        }

        store.Dispose();
        throw new StoreException(
            $"opening the database in {folder}: it ends at write {last}, and {synced} were synced: the end of its log, or of its manifest, is "
            + "damaged, cut off or gone", StoreFault.Damaged);
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
        Rocks.rocksdb_options_set_wal_recovery_mode(options, TolerateTornTail);
        Rocks.rocksdb_options_set_compression(options, Lz4);
        using var tables = Rocks.rocksdb_block_based_options_create();
        using var cache = Rocks.rocksdb_cache_create_lru(BlockCacheBytes);
        Rocks.rocksdb_block_based_options_set_block_cache(tables, cache);
        Rocks.rocksdb_block_based_options_set_filter_policy(tables, Rocks.rocksdb_filterpolicy_create_bloom_full(FilterBitsPerKey));
        Rocks.rocksdb_options_set_block_based_table_factory(options, tables);
        return options;
    }
}
