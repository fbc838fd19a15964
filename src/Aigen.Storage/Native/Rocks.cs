using System.Reflection;
using System.Runtime.InteropServices;

namespace Aigen.Storage.Native;

/// <summary>
/// RocksDB's C API (rocksdb/c.h): what we call of it, and nothing more. An <c>error</c> must be 0 before the call; where it is
/// not after, it is a string that we must free.
/// </summary>
internal static partial class Rocks
{
    private const string Library = "rocksdb";

    static Rocks() => NativeLibrary.SetDllImportResolver(typeof(Rocks).Assembly, Resolve);

    [LibraryImport(Library)]
    internal static partial DbOptionsHandle rocksdb_options_create();

    [LibraryImport(Library)]
    internal static partial DbOptionsHandle rocksdb_options_create_copy(DbOptionsHandle options);

    [LibraryImport(Library)]
    internal static partial void rocksdb_options_destroy(nint options);

    [LibraryImport(Library)]
    internal static partial void rocksdb_options_set_create_if_missing(DbOptionsHandle options, byte value);

    [LibraryImport(Library)]
    internal static partial void rocksdb_options_set_create_missing_column_families(DbOptionsHandle options, byte value);

    [LibraryImport(Library)]
    internal static partial void rocksdb_options_set_write_buffer_size(DbOptionsHandle options, nuint bytes);

    [LibraryImport(Library)]
    internal static partial void rocksdb_options_set_db_write_buffer_size(DbOptionsHandle options, nuint bytes);

    [LibraryImport(Library)]
    internal static partial void rocksdb_options_set_max_total_wal_size(DbOptionsHandle options, ulong bytes);

    [LibraryImport(Library)]
    internal static partial void rocksdb_options_set_info_log_level(DbOptionsHandle options, int level);

    [LibraryImport(Library)]
    internal static partial void rocksdb_options_set_keep_log_file_num(DbOptionsHandle options, nuint count);

    [LibraryImport(Library)]
    internal static partial void rocksdb_options_set_max_open_files(DbOptionsHandle options, int count);

    [LibraryImport(Library)]
    internal static partial void rocksdb_options_set_wal_recovery_mode(DbOptionsHandle options, int mode);

    [LibraryImport(Library)]
    internal static partial void rocksdb_options_set_compression(DbOptionsHandle options, int compression);

    [LibraryImport(Library)]
    internal static partial void rocksdb_options_set_block_based_table_factory(DbOptionsHandle options, TableOptionsHandle tables);

    [LibraryImport(Library)]
    internal static partial TableOptionsHandle rocksdb_block_based_options_create();

    [LibraryImport(Library)]
    internal static partial void rocksdb_block_based_options_destroy(nint tables);

    [LibraryImport(Library)]
    internal static partial void rocksdb_block_based_options_set_block_cache(TableOptionsHandle tables, CacheHandle cache);

    // The options own the policy afterwards.
    [LibraryImport(Library)]
    internal static partial void rocksdb_block_based_options_set_filter_policy(TableOptionsHandle tables, nint policy);

    [LibraryImport(Library)]
    internal static partial nint rocksdb_filterpolicy_create_bloom_full(double bitsPerKey);

    [LibraryImport(Library)]
    internal static partial CacheHandle rocksdb_cache_create_lru(nuint capacity);

    [LibraryImport(Library)]
    internal static partial void rocksdb_cache_destroy(nint cache);

    [LibraryImport(Library)]
    internal static partial int rocksdb_property_int_cf(
        DbHandle db, nint column, [MarshalAs(UnmanagedType.LPUTF8Str)] string property, out ulong value);

    [LibraryImport(Library)]
    internal static partial ulong rocksdb_get_latest_sequence_number(DbHandle db);

    // No key stands for the first, or the last.
    [LibraryImport(Library)]
    internal static partial void rocksdb_compact_range_cf(DbHandle db, nint column, nint first, nuint firstLength, nint last, nuint lastLength);

    // For what the C API has no function of its own.
    [LibraryImport(Library)]
    internal static partial void rocksdb_get_options_from_string(
        DbOptionsHandle from, [MarshalAs(UnmanagedType.LPUTF8Str)] string text, DbOptionsHandle to, ref nint error);

    [LibraryImport(Library)]
    internal static partial nint rocksdb_open_column_families(
        DbOptionsHandle options,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string path,
        int columnCount,
        [MarshalAs(UnmanagedType.LPArray, ArraySubType = UnmanagedType.LPUTF8Str)] string[] columnNames,
        [MarshalAs(UnmanagedType.LPArray)] nint[] columnOptions,
        [MarshalAs(UnmanagedType.LPArray), Out] nint[] columnHandles,
        ref nint error);

    [LibraryImport(Library)]
    internal static partial nint rocksdb_open_for_read_only_column_families(
        DbOptionsHandle options,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string path,
        int columnCount,
        [MarshalAs(UnmanagedType.LPArray, ArraySubType = UnmanagedType.LPUTF8Str)] string[] columnNames,
        [MarshalAs(UnmanagedType.LPArray)] nint[] columnOptions,
        [MarshalAs(UnmanagedType.LPArray), Out] nint[] columnHandles,
        byte errorIfWalExists,
        ref nint error);

    [LibraryImport(Library)]
    internal static partial void rocksdb_close(nint db);

    [LibraryImport(Library)]
    internal static partial void rocksdb_column_family_handle_destroy(nint column);

    [LibraryImport(Library)]
    internal static partial nint rocksdb_get_pinned_cf(
        DbHandle db, ReadOptionsHandle options, nint column, ReadOnlySpan<byte> key, nuint keyLength, ref nint error);

    [LibraryImport(Library)]
    internal static partial nint rocksdb_pinnableslice_value(nint slice, out nuint length);

    [LibraryImport(Library)]
    internal static partial void rocksdb_pinnableslice_destroy(nint slice);

    [LibraryImport(Library)]
    internal static partial WriteBatchHandle rocksdb_writebatch_create();

    [LibraryImport(Library)]
    internal static partial void rocksdb_writebatch_destroy(nint batch);

    [LibraryImport(Library)]
    internal static partial int rocksdb_writebatch_count(WriteBatchHandle batch);

    [LibraryImport(Library)]
    internal static partial void rocksdb_writebatch_put_cf(
        WriteBatchHandle batch, nint column, ReadOnlySpan<byte> key, nuint keyLength, ReadOnlySpan<byte> value, nuint valueLength);

    [LibraryImport(Library)]
    internal static partial void rocksdb_writebatch_delete_cf(WriteBatchHandle batch, nint column, ReadOnlySpan<byte> key, nuint keyLength);

    [LibraryImport(Library)]
    internal static partial void rocksdb_write(DbHandle db, WriteOptionsHandle options, WriteBatchHandle batch, ref nint error);

    [LibraryImport(Library)]
    internal static partial ReadOptionsHandle rocksdb_readoptions_create();

    [LibraryImport(Library)]
    internal static partial void rocksdb_readoptions_destroy(nint options);

    [LibraryImport(Library)]
    internal static partial void rocksdb_readoptions_set_snapshot(ReadOptionsHandle options, nint snapshot);

    [LibraryImport(Library)]
    internal static partial nint rocksdb_create_snapshot(DbHandle db);

    [LibraryImport(Library)]
    internal static partial void rocksdb_release_snapshot(nint db, nint snapshot);

    [LibraryImport(Library)]
    internal static partial WriteOptionsHandle rocksdb_writeoptions_create();

    [LibraryImport(Library)]
    internal static partial void rocksdb_writeoptions_destroy(nint options);

    [LibraryImport(Library)]
    internal static partial void rocksdb_writeoptions_set_sync(WriteOptionsHandle options, byte value);

    [LibraryImport(Library)]
    internal static partial IteratorHandle rocksdb_create_iterator_cf(DbHandle db, ReadOptionsHandle options, nint column);

    [LibraryImport(Library)]
    internal static partial void rocksdb_iter_destroy(nint iterator);

    [LibraryImport(Library)]
    internal static partial void rocksdb_iter_seek(IteratorHandle iterator, ReadOnlySpan<byte> key, nuint keyLength);

    [LibraryImport(Library)]
    internal static partial void rocksdb_iter_next(IteratorHandle iterator);

    [LibraryImport(Library)]
    internal static partial void rocksdb_iter_seek_for_prev(IteratorHandle iterator, ReadOnlySpan<byte> key, nuint keyLength);

    [LibraryImport(Library)]
    internal static partial void rocksdb_iter_seek_to_last(IteratorHandle iterator);

    [LibraryImport(Library)]
    internal static partial void rocksdb_iter_prev(IteratorHandle iterator);

    [LibraryImport(Library)]
    internal static partial byte rocksdb_iter_valid(IteratorHandle iterator);

    [LibraryImport(Library)]
    internal static partial nint rocksdb_iter_key(IteratorHandle iterator, out nuint length);

    [LibraryImport(Library)]
    internal static partial nint rocksdb_iter_value(IteratorHandle iterator, out nuint length);

    [LibraryImport(Library)]
    internal static partial void rocksdb_iter_get_error(IteratorHandle iterator, ref nint error);

    [LibraryImport(Library)]
    internal static partial void rocksdb_free(nint pointer);

    internal static void ThrowIf(nint error, string doing)
    {
        if (error == 0)
        {
            return;
        }

        var message = Marshal.PtrToStringUTF8(error)!;
        rocksdb_free(error);
        throw new StoreException($"{doing}: {message}", RocksFaults.Of(message));
    }

    // The development package adds librocksdb.so; without it the file name carries the version.
    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        var versioned = Directory.Exists(DebianLibraries) ? Directory.GetFiles(DebianLibraries, "librocksdb.so.*") : [];
        foreach (var candidate in (string[])["librocksdb.so", .. versioned.Order(StringComparer.Ordinal)])
        {
            if (NativeLibrary.TryLoad(candidate, assembly, path, out var handle))
            {
                return handle;
            }
        }

        throw new DllNotFoundException(
            "RocksDB was not found: install the package librocksdb-dev (Debian, Ubuntu) or rocksdb (other distributions).");
    }

    private static string DebianLibraries =>
        RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "/usr/lib/aarch64-linux-gnu" : "/usr/lib/x86_64-linux-gnu";
}
