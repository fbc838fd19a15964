using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Aigen.Chain;

/// <summary>State under change: what a block wrote so far, over the state before it, and what it found there.</summary>
public sealed class StateOverlay(IStateReader below) : IStateReader
{
    // Below this, waking another thread costs about as much as it saves: an entry that no cache holds takes some 10 us.
    private const int EntriesForTwoThreads = 100;

    private readonly Dictionary<StateKey, Entry> _entries = [];

    /// <summary>Every entry that was written, with its value before (null where there was none) and now.</summary>
    internal IEnumerable<StateChange> Changes => _entries.Where(entry => entry.Value.IsWritten)
        .Select(entry => new StateChange(entry.Key, entry.Value.Before, entry.Value.Now));

    public byte[]? Get(StateKey key)
    {
        ref var entry = ref Find(key);
        return entry.Now;
    }

    public void Put(StateKey key, byte[] value)
    {
        ref var entry = ref Find(key);
        entry.Now = value;
        entry.IsWritten = true;
    }

    /// <summary>Reads entries that will be asked for, on all processors at once; what was read or written before stays.</summary>
    public void ReadAhead(IEnumerable<StateKey> keys)
    {
        StateKey[] unread = [.. keys.Distinct().Where(key => !_entries.ContainsKey(key))];
        if (unread.Length < EntriesForTwoThreads)
        {
            return;
        }

        var values = Read(unread);
        _entries.EnsureCapacity(_entries.Count + unread.Length);
        for (var i = 0; i < unread.Length; i++)
        {
            _entries.Add(unread[i], new Entry { Before = values[i], Now = values[i] });
        }
    }

    private byte[]?[] Read(StateKey[] keys)
    {
        var values = new byte[]?[keys.Length];
        try
        {
            Parallel.ForEach(Partitioner.Create(0, keys.Length), range =>
            {
                for (var i = range.Item1; i < range.Item2; i++)
                {
                    values[i] = below.Get(keys[i]);
                }
            });
        }
        catch (AggregateException e)
        {
            // As one after another would: whoever calls knows what a store throws.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        return values;
    }

    private ref Entry Find(StateKey key)
    {
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_entries, key, out var known);
        if (!known)
        {
            entry.Before = entry.Now = below.Get(key);
        }

        return ref entry;
    }

    private struct Entry
    {
        public byte[]? Before;
        public byte[]? Now;
        public bool IsWritten;
    }
}
