using Aigen.Storage.Native;

namespace Aigen.Storage;

/// <summary>How the database is opened: its options, and its columns.</summary>
internal static class RocksOpening
{
    // Memtables of all columns together; with the write-ahead log bounded alike, a start replays at most this much.
    private const int WriteBufferBytes = 64 << 20;
    private const int ColumnWriteBufferBytes = 16 << 20;

    // A file that is open can still be read when the node beside a reader has deleted it.
    public const int AllFilesOpen = -1;

    private const int OldInfoLogsKept = 5;

    // rocksdb/env.h: NUM_INFO_LOG_LEVELS, beyond the last one. The info log is a file beside the others: on a full disk its second line
    // fails an assertion of Debian's build, and with it the process. What counts is told by the errors of the calls.
    private const int NoInfoLog = 6;

    private const int OpenFiles = 512;

    // A kill may tear the last record of the write-ahead log, never one before it: that would be damage, and is told.
    private const int TolerateTornTail = 0;

    // Without it an older log that is cut off or gone would be passed over, and leave a hole.
    private const string KeepAccountOfLogs = "track_and_verify_wals_in_manifest=true";

    // A row's place in the memtable is looked for from that of the row before it, and not down from the top: rows in the order of their keys
    // take half as long.
    private const string SearchFromLast = "memtable_insert_with_hint_prefix_extractor=capped:0";

    public static DbHandle ForWriting(string folder, DbOptionsHandle options) => Open(folder, options, Rocks.rocksdb_open_column_families);

    /// <summary>Writes nothing into the folder, so that it also works on a full disk.</summary>
    public static DbHandle ForReading(string folder, DbOptionsHandle options) => Open(
        folder, options,
        static (DbOptionsHandle options, string path, int count, string[] names, nint[] columnOptions, nint[] columns, ref nint error) =>
            Rocks.rocksdb_open_for_read_only_column_families(options, path, count, names, columnOptions, columns, 0, ref error));

    public static DbOptionsHandle CreateOptions(int openFiles = OpenFiles)
    {
        using var common = CreateCommonOptions();
        var options = Rocks.rocksdb_options_create();
        nint error = 0;

        // They have no setters of their own in the C API.
        const string Settings = $"{KeepAccountOfLogs};{SearchFromLast}";
        Rocks.rocksdb_get_options_from_string(common, Settings, options, ref error);
        Rocks.ThrowIf(error, Settings);
        Rocks.rocksdb_options_set_max_open_files(options, openFiles);
        return options;
    }

    private static DbOptionsHandle CreateCommonOptions()
    {
        var options = Rocks.rocksdb_options_create();
        Rocks.rocksdb_options_set_create_if_missing(options, 1);
        Rocks.rocksdb_options_set_create_missing_column_families(options, 1);
        Rocks.rocksdb_options_set_db_write_buffer_size(options, WriteBufferBytes);
        Rocks.rocksdb_options_set_write_buffer_size(options, ColumnWriteBufferBytes);
        Rocks.rocksdb_options_set_max_total_wal_size(options, WriteBufferBytes);
        Rocks.rocksdb_options_set_info_log_level(options, NoInfoLog);
        Rocks.rocksdb_options_set_keep_log_file_num(options, OldInfoLogsKept);
        Rocks.rocksdb_options_set_wal_recovery_mode(options, TolerateTornTail);
        RocksTables.SetUsual(options);
        return options;
    }

    private delegate nint OpenColumns(
        DbOptionsHandle options, string path, int count, string[] names, nint[] columnOptions, nint[] columns, ref nint error);

    private static DbHandle Open(string folder, DbOptionsHandle options, OpenColumns open)
    {
        RocksFiles.RequireCurrent(folder);
        var synced = SyncedMark.Read(folder);
        string[] names = ["default", .. Enum.GetNames<Column>()];
        var columns = new nint[names.Length];
        using var stateTree = RocksTables.ForStateTree(options);
        var columnOptions = Array.ConvertAll(
            names, name => (name == nameof(Column.StateTree) ? stateTree : options).DangerousGetHandle());
        nint error = 0;
        var db = open(options, folder, names.Length, names, columnOptions, columns, ref error);
        RocksFiles.ThrowIf(error, folder);
        var handle = new DbHandle(db, columns);
        var last = Rocks.rocksdb_get_latest_sequence_number(handle);
        if (last >= synced)
        {
            return handle;
        }

        handle.Dispose();
        throw new StoreException(
            $"opening the database in {folder}: it ends at write {last}, and {synced} were synced: the end of its log, or of its manifest, is "
            + "damaged, cut off or gone", StoreFault.Damaged);
    }
}
