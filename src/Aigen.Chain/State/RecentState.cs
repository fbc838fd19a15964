namespace Aigen.Chain;

/// <summary>
/// The state as of the head, of which what was read lately is kept until the next block: most questions are of few accounts. One thread
/// writes; any read.
/// </summary>
internal sealed class RecentState(IStateReader stored) : IStateReader
{
    // A power of two. Filled with accounts they take some 3 MB.
    private const int Places = 16_384;

    // One a place, whose key was the last with that hash. Nobody can prepare such: the hash is seeded anew in each process.
    private readonly Entry?[] _latest = new Entry?[Places];

    // Odd while the head is being written, and after a write that failed: what is read then may be of either state.
    private long _version;

    /// <summary>The value, which is shared: it is to be read only.</summary>
    public byte[]? Get(StateKey key)
    {
        var version = Volatile.Read(ref _version);
        ref var place = ref _latest[key.GetHashCode() & (Places - 1)];
        if (Volatile.Read(ref place) is { } known && known.Version == version && known.Key == key)
        {
            return known.Value;
        }

        var value = stored.Get(key);

        // The value is read before the version is again, also where the processor likes another order.
        Interlocked.MemoryBarrier();
        if (version % 2 == 0 && Volatile.Read(ref _version) == version)
        {
            Volatile.Write(ref place, new Entry(key, version, value));
        }

        return value;
    }

    /// <summary>From here on the store may have another state, and nothing is kept.</summary>
    public void BeginWrite()
    {
        if (_version % 2 == 0)
        {
            Interlocked.Increment(ref _version);
        }
    }

    /// <summary>The head was written. Where writing failed this is not said: what is in the store is uncertain until it succeeds.</summary>
    public void EndWrite() => Interlocked.Increment(ref _version);

    private sealed class Entry(StateKey key, long version, byte[]? value)
    {
        public readonly StateKey Key = key;

        public long Version => version;

        public byte[]? Value => value;
    }
}
