using Aigen.Storage.Native;

namespace Aigen.Storage;

/// <summary>Reading, as of the snapshot that the options hold, or as of now.</summary>
internal sealed class RocksReader(RocksGate gate, ReadOptionsHandle options, string folder) : IStoreReader
{
    public byte[]? Get(Column column, ReadOnlySpan<byte> key)
    {
        using var use = gate.Enter();
        var slice = Find(use.Db, column, key);
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
        using var use = gate.Enter();
        var slice = Find(use.Db, column, key);
        if (slice != 0)
        {
            Rocks.rocksdb_pinnableslice_destroy(slice);
        }

        return slice != 0;
    }

    public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(
        Column column, ReadOnlyMemory<byte> prefix = default, ReadOnlyMemory<byte> after = default, ScanOrder order = ScanOrder.Ascending)
    {
        using var use = gate.Enter();
        using var iterator = Rocks.rocksdb_create_iterator_cf(use.Db, options, use.Db[column]);
        Seek(iterator, prefix.Span, after.Span, order);
        for (; Rocks.rocksdb_iter_valid(iterator) != 0; Step(iterator, order))
        {
            var key = Copy(Rocks.rocksdb_iter_key(iterator, out var keyLength), keyLength);
            if (!key.AsSpan().StartsWith(prefix.Span))
            {
                break;
            }

            if (!key.AsSpan().SequenceEqual(after.Span))
            {
                yield return new(key, Copy(Rocks.rocksdb_iter_value(iterator, out var valueLength), valueLength));
            }
        }

        nint error = 0;
        Rocks.rocksdb_iter_get_error(iterator, ref error);
        Rocks.ThrowIf(error, $"scanning {column} in {folder}");
    }

    private nint Find(DbHandle db, Column column, ReadOnlySpan<byte> key)
    {
        nint error = 0;
        var slice = Rocks.rocksdb_get_pinned_cf(db, options, db[column], key, (nuint)key.Length, ref error);
        Rocks.ThrowIf(error, $"reading {column} in {folder}");
        return slice;
    }

    private static void Seek(IteratorHandle iterator, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> after, ScanOrder order)
    {
        if (order == ScanOrder.Ascending)
        {
            var from = after.IsEmpty ? prefix : after;
            Rocks.rocksdb_iter_seek(iterator, from, (nuint)from.Length);
        }
        else if (!after.IsEmpty)
        {
            Rocks.rocksdb_iter_seek_for_prev(iterator, after, (nuint)after.Length);
        }
        else if (End(prefix) is { } end)
        {
            Rocks.rocksdb_iter_seek_for_prev(iterator, end, (nuint)end.Length);
            SkipEnd(iterator, end);
        }
        else
        {
            Rocks.rocksdb_iter_seek_to_last(iterator);
        }
    }

    // The end itself has another prefix, but may be a key.
    private static void SkipEnd(IteratorHandle iterator, ReadOnlySpan<byte> end)
    {
        if (Rocks.rocksdb_iter_valid(iterator) != 0
            && Copy(Rocks.rocksdb_iter_key(iterator, out var length), length).AsSpan().SequenceEqual(end))
        {
            Rocks.rocksdb_iter_prev(iterator);
        }
    }

    private static void Step(IteratorHandle iterator, ScanOrder order)
    {
        if (order == ScanOrder.Ascending)
        {
            Rocks.rocksdb_iter_next(iterator);
        }
        else
        {
            Rocks.rocksdb_iter_prev(iterator);
        }
    }

    // The first key after all with the prefix; null where there is none.
    private static byte[]? End(ReadOnlySpan<byte> prefix)
    {
        var last = prefix.LastIndexOfAnyExcept((byte)0xFF);
        if (last < 0)
        {
            return null;
        }

        var end = prefix[..(last + 1)].ToArray();
        end[last]++;
        return end;
    }

    private static unsafe byte[] Copy(nint pointer, nuint length) => new ReadOnlySpan<byte>((void*)pointer, checked((int)length)).ToArray();
}
