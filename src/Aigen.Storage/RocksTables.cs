using Aigen.Storage.Native;

namespace Aigen.Storage;

/// <summary>How the columns' tables are packed, and what of them stays in memory.</summary>
internal static class RocksTables
{
    // Of most columns together, for whoever asks: what blocks read of the state stays with the state tree.
    private const int CacheBytes = 24 << 20;

    // The state tree keeps its pages itself, and the reads that go past it are of a page here and one there: in the others' cache they
    // would push out what is read again. What proofs read of the upper pages fits.
    private const int StateTreeCacheBytes = 8 << 20;

    // 1 % of the look-ups of a key that is not there still read a table; more bits buy little (RocksDB's own advice).
    private const double FilterBitsPerKey = 10;

    // rocksdb/c.h: rocksdb_no_compression, rocksdb_lz4_compression.
    private const int NoCompression = 0;
    private const int Lz4 = 4;

    public static void SetUsual(DbOptionsHandle options) => Set(options, Lz4, CacheBytes);

    /// <summary>Nearly all of a page is hashes, which do not get smaller.</summary>
    public static DbOptionsHandle ForStateTree(DbOptionsHandle usual)
    {
        var options = Rocks.rocksdb_options_create_copy(usual);
        Set(options, NoCompression, StateTreeCacheBytes);
        return options;
    }

    private static void Set(DbOptionsHandle options, int compression, int cacheBytes)
    {
        Rocks.rocksdb_options_set_compression(options, compression);
        using var tables = Rocks.rocksdb_block_based_options_create();
        using var cache = Rocks.rocksdb_cache_create_lru((nuint)cacheBytes);
        Rocks.rocksdb_block_based_options_set_block_cache(tables, cache);
        Rocks.rocksdb_block_based_options_set_filter_policy(tables, Rocks.rocksdb_filterpolicy_create_bloom_full(FilterBitsPerKey));
        Rocks.rocksdb_options_set_block_based_table_factory(options, tables);
    }
}
