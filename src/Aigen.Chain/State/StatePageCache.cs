using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>
/// Pages and buckets by the hash of their tops, which no other has, so that a hit is never stale. When half of the room is full of young
/// ones, what has not been written since the last time goes. Any number of threads may look up while none writes.
/// </summary>
internal sealed class StatePageCache(long bytes)
{
    // An array's header, and its place in the dictionary with what that keeps free.
    private const int Overhead = 100;

    private Dictionary<Hash256, byte[]> _young = [];
    private Dictionary<Hash256, byte[]> _old = [];
    private long _youngBytes;

    public byte[]? Find(Hash256 hash) => _young.TryGetValue(hash, out var page) || _old.TryGetValue(hash, out page) ? page : null;

    /// <param name="page">Null where nothing comes in the place of the old one.</param>
    public void Replace(Hash256 old, Hash256 hash, byte[]? page)
    {
        Remove(old);
        if (page is not null)
        {
            Add(hash, page);
        }
    }

    private void Add(Hash256 hash, byte[] page)
    {
        var size = page.Length + Overhead;
        if (_youngBytes + size > bytes / 2)
        {
            (_young, _old, _youngBytes) = ([], _young, 0);
        }

        if (_young.TryAdd(hash, page))
        {
            _youngBytes += size;
        }
    }

    private void Remove(Hash256 hash)
    {
        if (_young.Remove(hash, out var page))
        {
            _youngBytes -= page.Length + Overhead;
        }

        _old.Remove(hash);
    }
}
