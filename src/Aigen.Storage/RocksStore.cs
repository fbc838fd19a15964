using System.Diagnostics;
using Aigen.Storage.Native;

namespace Aigen.Storage;

/// <summary>
/// The store on RocksDB: one column family a <see cref="Column"/>. Safe for any number of threads. After a failed write the database is
/// opened for reading only, and for writing again once that succeeds. RocksDB left to itself would go on only from some errors, has no
/// word in its C API to ask for it, and where it is built with assertions, as Debian's is, may end the process while it tries.
/// </summary>
public sealed class RocksStore : IStore
{
    // How soon writing is tried again, and how soon once opening for writing has failed: that stops readers for a moment.
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryAfterFailedOpening = TimeSpan.FromSeconds(5);

    // How long new readers wait for those in flight before the exchange is put off.
    private static readonly TimeSpan ExchangePatience = TimeSpan.FromMilliseconds(200);

    // Without the cut nothing can be opened, and nothing read until the next attempt: one more failure is not waited for then.
    private const int CutAttempts = 3;

    // While a node flushes, a reader may find its list of files and not the files: that is over within milliseconds.
    private const int ReadOnlyAttempts = 5;

    private readonly Lock _writing = new();
    private readonly DbOptionsHandle _options;
    private readonly ReadOptionsHandle _reading = Rocks.rocksdb_readoptions_create();
    private readonly WriteOptionsHandle _unsynced = Rocks.rocksdb_writeoptions_create();
    private readonly WriteOptionsHandle _synced = Rocks.rocksdb_writeoptions_create();
    private readonly RocksGate _gate;
    private readonly RocksReader _reader;
    private readonly string _folder;
    private readonly SyncedMark? _mark;
    private readonly ITimer? _retry;
    private volatile string? _fault;
    private ulong _lastGood;
    private bool _isDisposed;

    private RocksStore(string folder, DbOptionsHandle options, DbHandle db, TimeProvider? time)
    {
        (_folder, _options, _gate) = (folder, options, new RocksGate(db, folder));
        _mark = time is null ? null : new SyncedMark(folder);
        _reader = new RocksReader(_gate, _reading, folder);
        Rocks.rocksdb_writeoptions_set_sync(_synced, 1);
        _retry = time?.CreateTimer(_ => Retry(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Raised when writing begins to fail, and with null when it goes on; the handler must be quick.</summary>
    public event Action<string?>? FaultChanged;

    public string? Fault => _fault;

    /// <summary>Opens the database in a folder, which is made where it is missing.</summary>
    /// <param name="time">Paces the attempts to write again; the system's where it is null.</param>
    /// <exception cref="StoreException">Another process holds it, or it is damaged, or the disk is full.</exception>
    public static RocksStore Open(string folder, TimeProvider? time = null)
    {
        Directory.CreateDirectory(folder);
        DiskRoom.Require(folder);
        var options = RocksOpening.CreateOptions();
        return new RocksStore(folder, options, RocksOpening.ForWriting(folder, options), time ?? TimeProvider.System);
    }

    /// <summary>Opens the database as it is now, for reading only, also while a node has it open: what that writes later is not seen.</summary>
    /// <exception cref="StoreException">There is none, or it is damaged.</exception>
    public static RocksStore OpenReadOnly(string folder)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var options = RocksOpening.CreateOptions(RocksOpening.AllFilesOpen);
                return new RocksStore(folder, options, RocksOpening.ForReading(folder, options), time: null);
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

    public IStoreSnapshot OpenSnapshot() => new RocksSnapshot(_gate, _folder);

    public IWriteBatch CreateBatch() => new RocksWriteBatch(_gate);

    // One at a time, so that what a failed one left in the log is cut off before anything else is written or answered. RocksDB writes
    // one group at a time too, so little is lost.
    public void Write(IWriteBatch batch, Durability durability)
    {
        lock (_writing)
        {
            if (_fault is { } fault)
            {
                throw new StoreException(fault);
            }

            ulong? before = null;
            try
            {
                Write((RocksWriteBatch)batch, durability, ref before);
            }
            catch (StoreException e) when (before is { } lastGood)
            {
                // Only where RocksDB was asked: without a sequence number to keep there is nothing to cut.
                Fail(e.Message, lastGood);
                throw;
            }

            if (durability == Durability.Disk)
            {
                using var use = _gate.Enter();
                _mark?.Raise(Rocks.rocksdb_get_latest_sequence_number(use.Db));
            }
        }
    }

    /// <summary>Rewrites a column without what was deleted from it, so that its space is free.</summary>
    public void Compact(Column column)
    {
        using var use = _gate.Enter();
        Rocks.rocksdb_compact_range_cf(use.Db, use.Db[column], 0, 0, 0, 0);
    }

    /// <summary>The size of a column's tables on the disk, in bytes; what is in the write-ahead log alone does not count.</summary>
    public ulong SizeOnDisk(Column column)
    {
        using var use = _gate.Enter();
        return Property(use.Db, column, "rocksdb.live-sst-files-size");
    }

    // The state tree has a cache of its own, and all other columns share one.
    public StoreMemory Memory
    {
        get
        {
            using var use = _gate.Enter();
            ulong Sum(string property) => Enum.GetValues<Column>().Aggregate(0UL, (sum, column) => sum + Property(use.Db, column, property));
            const string CacheUsage = "rocksdb.block-cache-usage";
            return new StoreMemory(
                Sum("rocksdb.cur-size-all-mem-tables"), Property(use.Db, Column.StateTree, CacheUsage) + Property(use.Db, Column.Meta, CacheUsage),
                Sum("rocksdb.estimate-table-readers-mem"));
        }
    }

    private static ulong Property(DbHandle db, Column column, string name) =>
        Rocks.rocksdb_property_int_cf(db, db[column], name, out var value) == 0 ? value : 0;

    public void Dispose()
    {
        _mark?.Dispose();
        _retry?.Dispose();
        lock (_writing)
        {
            _isDisposed = true;
            _gate.Dispose();
            if (_fault is not null)
            {
                TryCut();
            }
        }

        _reading.Dispose();
        _unsynced.Dispose();
        _synced.Dispose();
        _options.Dispose();
    }

    private void Write(RocksWriteBatch batch, Durability durability, ref ulong? before)
    {
        using var use = _gate.Enter();
        before = Rocks.rocksdb_get_latest_sequence_number(use.Db);
        nint error = 0;
        var started = Stopwatch.GetTimestamp();
        Rocks.rocksdb_write(use.Db, durability == Durability.Disk ? _synced : _unsynced, batch.Handle, ref error);
        Rocks.ThrowIf(error, $"writing to {_folder}");
        if (durability == Durability.Disk)
        {
            StorageInstruments.SyncedWrites.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
    }

    private void Fail(string message, ulong lastGood)
    {
        if (_retry is null)
        {
            return;
        }

        (_fault, _lastGood) = (message, lastGood);
        if (TryCut())
        {
            _gate.TryExchange(() => TryCut() ? TryOpenForReading() : null, ExchangePatience);
        }

        StorageInstruments.Faults.Add(1);
        FaultChanged?.Invoke(message);
        _retry.Change(RetryInterval, Timeout.InfiniteTimeSpan);
    }

    private void Retry()
    {
        lock (_writing)
        {
            if (_isDisposed || _fault is null)
            {
                return;
            }

            var isOpenForWriting = false;
            var wasTried = HasRoom() && TryCut() && _gate.TryExchange(() => Reopen(out isOpenForWriting), ExchangePatience);
            if (isOpenForWriting)
            {
                _fault = null;
                FaultChanged?.Invoke(null);
            }
            else
            {
                _retry!.Change(wasTried ? RetryAfterFailedOpening : RetryInterval, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private DbHandle? Reopen(out bool isOpenForWriting)
    {
        // Closing may have written the rest of a record that was cut.
        isOpenForWriting = false;
        if (!TryCut())
        {
            return null;
        }

        try
        {
            var db = RocksOpening.ForWriting(_folder, _options);
            isOpenForWriting = true;
            return db;
        }
        catch (StoreException)
        {
            return TryOpenForReading();
        }
    }

    private DbHandle? TryOpenForReading()
    {
        try
        {
            return RocksOpening.ForReading(_folder, _options);
        }
        catch (StoreException)
        {
            return null;
        }
    }

    private bool TryCut()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                WriteAheadLog.Cut(_folder, _lastGood);
                return true;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                if (attempt == CutAttempts)
                {
                    return false;
                }
            }
        }
    }

    private bool HasRoom()
    {
        try
        {
            DiskRoom.Require(_folder);
            return true;
        }
        catch (StoreException)
        {
            return false;
        }
    }
}
