using System.Buffers.Binary;
using Aigen.Primitives;

namespace Aigen.Crypto.Edwards25519;

/// <summary>The distinct keys of a batch, numbered in the order of their first appearance.</summary>
internal sealed class KeyGroups(int capacity)
{
    // Open addressing in a table at most half full. Keys ground to collide cost a batch of 256 some ten thousand comparisons, little
    // beside its arithmetic.
    private readonly int[] _places = new int[2 * capacity];
    private readonly PublicKey[] _keys = new PublicKey[capacity];

    internal int Count { get; private set; }

    internal PublicKey this[int group] => _keys[group];

    internal void Clear()
    {
        Array.Clear(_places);
        Count = 0;
    }

    internal int GroupOf(PublicKey key)
    {
        for (var place = BinaryPrimitives.ReadUInt32LittleEndian(key.Bytes); ; place++)
        {
            ref var group = ref _places[place % (uint)_places.Length];
            if (group == 0)
            {
                _keys[Count++] = key;
                group = Count;
            }

            if (_keys[group - 1] == key)
            {
                return group - 1;
            }
        }
    }
}
