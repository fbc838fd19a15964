using System.Buffers.Binary;

namespace Aigen.Chain;

/// <summary>The order in which many rows are best written: that of their keys, which <see cref="Storage.IWriteBatch"/> asks for.</summary>
internal static class KeyOrder
{
    /// <summary>The indexes of some items by the beginnings of their keys.</summary>
    public static int[] Of<T>(IReadOnlyList<T> items, Func<T, ulong> beginning)
    {
        var (beginnings, order) = (new ulong[items.Count], new int[items.Count]);
        for (var i = 0; i < order.Length; i++)
        {
            (beginnings[i], order[i]) = (beginning(items[i]), i);
        }

        Array.Sort(beginnings, order);
        return order;
    }

    public static ulong BeginningOf(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadUInt64BigEndian(key);
}
