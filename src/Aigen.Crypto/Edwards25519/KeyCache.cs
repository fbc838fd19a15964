using System.Buffers.Binary;
using Aigen.Primitives;

namespace Aigen.Crypto.Edwards25519;

/// <summary>
/// Keys whose points were decoded lately. A key has one place, by its first bytes, and the last to come keeps it: whoever grinds keys
/// for a place makes others pay a decoding, which is what they pay without a cache.
/// </summary>
internal static class KeyCache
{
    // About 1 MB when full; a power of two.
    private const int Places = 4096;

    private static readonly Entry?[] Entries = new Entry?[Places];

    internal static bool TryGet(PublicKey key, out CachedPoint point)
    {
        var entry = Volatile.Read(ref Entries[Place(key)]);
        var found = entry is not null && entry.Key == key;
        point = found ? entry!.Point : default;
        return found;
    }

    internal static void Set(PublicKey key, in CachedPoint point) => Volatile.Write(ref Entries[Place(key)], new(key, point));

    private static int Place(PublicKey key) => BinaryPrimitives.ReadUInt16LittleEndian(key.Bytes) & (Places - 1);

    private sealed record Entry(PublicKey Key, CachedPoint Point);
}
