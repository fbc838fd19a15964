using System.Runtime.InteropServices;

namespace Aigen.Chain;

/// <summary>State under change: what a block wrote so far, over the state before it, and what it found there.</summary>
public sealed class StateOverlay(IStateReader below) : IStateReader
{
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
