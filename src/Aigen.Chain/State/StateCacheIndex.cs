using System.Runtime.InteropServices;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>
/// Where in a log the entries are that begin with a hash: an open hash table with linear probing. It holds the places alone, four bytes
/// each, since the hashes stand in the log: a Dictionary of a million would take 44 MB beside what it is about.
/// </summary>
internal sealed class StateCacheIndex
{
    private const int FirstSlots = 1 << 10;

    // A place and one, so that an empty slot is 0. As many as a power of two, half of them empty or more.
    private int[] _slots = new int[FirstSlots];
    private int _count;

    /// <summary>The place of a hash; -1 for none.</summary>
    public int Find(in Hash256 hash, byte[] log) => _slots[Probe(hash, log)] - 1;

    /// <summary>The slot of the entry at a place; -1 where it is not, or no longer, in the index.</summary>
    public int SlotOf(int place, byte[] log)
    {
        var slot = Probe(HashAt(place, log), log);
        return _slots[slot] == place + 1 ? slot : -1;
    }

    /// <summary>The entry of a slot stands elsewhere now.</summary>
    public void Move(int slot, int place) => _slots[slot] = place + 1;

    /// <summary>Adds an entry that stands in the log and whose hash is not here.</summary>
    public void Add(int place, byte[] log)
    {
        if (++_count > _slots.Length / 2)
        {
            Grow(log);
        }

        _slots[Probe(HashAt(place, log), log)] = place + 1;
    }

    /// <summary>Takes a hash out.</summary>
    /// <returns>Its place; -1 where it is not here.</returns>
    public int Remove(in Hash256 hash, byte[] log)
    {
        var hole = Probe(hash, log);
        var place = _slots[hole] - 1;
        if (place < 0)
        {
            return -1;
        }

        // Whatever came to stand behind the hole because of it moves up, so that no search ends too early.
        for (var next = Following(hole); _slots[next] != 0; next = Following(next))
        {
            var home = Home(HashAt(_slots[next] - 1, log));
            if (((next - home) & Mask) >= ((next - hole) & Mask))
            {
                (_slots[hole], hole) = (_slots[next], next);
            }
        }

        _slots[hole] = 0;
        _count--;
        return place;
    }

    private int Mask => _slots.Length - 1;

    private int Home(in Hash256 hash) => hash.GetHashCode() & Mask;

    private int Following(int slot) => (slot + 1) & Mask;

    // Where the hash is, or would be.
    private int Probe(in Hash256 hash, byte[] log)
    {
        var slot = Home(hash);
        while (_slots[slot] is > 0 and var taken && HashAt(taken - 1, log) != hash)
        {
            slot = Following(slot);
        }

        return slot;
    }

    private void Grow(byte[] log)
    {
        var old = _slots;
        _slots = new int[2 * old.Length];
        foreach (var taken in old)
        {
            if (taken > 0)
            {
                _slots[Probe(HashAt(taken - 1, log), log)] = taken;
            }
        }
    }

    private static ref readonly Hash256 HashAt(int place, byte[] log) =>
        ref MemoryMarshal.AsRef<Hash256>(log.AsSpan(place, Hash256.Length));
}
