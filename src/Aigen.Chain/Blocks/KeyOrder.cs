using System.Buffers.Binary;

namespace Aigen.Chain;

/// <summary>The order in which many rows are best written: that of their keys, which <see cref="Storage.IWriteBatch"/> asks for.</summary>
internal static class KeyOrder
{
    /// <summary>Some items by the beginnings of their keys, which nearly always tell.</summary>
    public static T[] Of<T>(IEnumerable<T> items, Func<T, ulong> beginning)
    {
        T[] ordered = [.. items];
        Array.Sort(Array.ConvertAll(ordered, item => beginning(item)), ordered);
        return ordered;
    }

    public static ulong BeginningOf(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadUInt64BigEndian(key);
}
