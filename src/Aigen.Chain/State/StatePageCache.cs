using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>
/// Pages and buckets by the hash of their tops, which no other has, so that a hit is never stale. What is looked up is about to be written,
/// so what was written longest ago goes. Any number of threads may look up while none writes.
/// </summary>
internal sealed class StatePageCache(long bytes)
{
    // An array's header, and its places in the dictionary and the queue with what these keep free.
    private const int Overhead = 160;

    private readonly Dictionary<Hash256, byte[]> _pages = [];
    private long _size;

    // As they were written; of some only the hash is left.
    private Queue<Hash256> _order = [];

    public byte[]? Find(Hash256 hash) => _pages.GetValueOrDefault(hash);

    /// <param name="page">Null where nothing comes in the place of the old one.</param>
    public void Replace(Hash256 old, Hash256 hash, byte[]? page)
    {
        Remove(old);
        if (page is not null && _pages.TryAdd(hash, page))
        {
            _size += page.Length + Overhead;
            _order.Enqueue(hash);
        }

        while (_size > bytes)
        {
            Remove(_order.Dequeue());
        }

        if (_order.Count > 2 * (_pages.Count + 1))
        {
            _order = new Queue<Hash256>(_order.Where(_pages.ContainsKey).Distinct());
        }
    }

    private void Remove(Hash256 hash)
    {
        if (_pages.Remove(hash, out var page))
        {
            _size -= page.Length + Overhead;
        }
    }
}
