using Aigen.Primitives.Encoding;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>Whether a column holds what it should, entry by entry.</summary>
internal static class ColumnComparison
{
    // More of a value than this helps nobody to find the difference.
    private const int MostBytesShown = 64;

    /// <summary>How many entries both have.</summary>
    /// <exception cref="LedgerException">With the first key at which they differ, and both values.</exception>
    public static ulong Run(Column column, IStoreReader expected, IStoreReader found, CancellationToken cancelled)
    {
        using var left = expected.Scan(column).GetEnumerator();
        using var right = found.Scan(column).GetEnumerator();
        for (var count = 0UL; ; count++)
        {
            cancelled.ThrowIfCancellationRequested();
            var (hasLeft, hasRight) = (left.MoveNext(), right.MoveNext());
            if (!hasLeft && !hasRight)
            {
                return count;
            }

            var order = !hasLeft ? 1 : !hasRight ? -1 : left.Current.Key.AsSpan().SequenceCompareTo(right.Current.Key);
            if (order != 0 || !Same(column, left.Current.Value, right.Current.Value))
            {
                throw Difference(column, order <= 0 ? left.Current : null, order >= 0 ? right.Current : null);
            }
        }
    }

    // A producer looks at candidates that it then refuses, so what it wrote over is noted in another order than a replay notes it.
    private static bool Same(Column column, byte[] left, byte[] right) => left.AsSpan().SequenceEqual(right)
        || (column == Column.Undo && Sorted(left).AsSpan().SequenceEqual(Sorted(right)));

    private static byte[] Sorted(byte[] undo)
    {
        var changes = UndoRecord.Decode(undo).Select(change => change with { Before = change.Now }).ToArray();
        Array.Sort(changes, static (a, b) => a.Key.Bytes.SequenceCompareTo(b.Key.Bytes));
        return UndoRecord.Encode(changes);
    }

    private static LedgerException Difference(Column column, KeyValuePair<byte[], byte[]>? expected, KeyValuePair<byte[], byte[]>? found) => new(
        $"{column} {Hex.Encode((expected ?? found)!.Value.Key)}: the database has {Show(found)}, expected {Show(expected)}");

    private static string Show(KeyValuePair<byte[], byte[]>? entry) => entry?.Value switch
    {
        null => "nothing",
        { Length: 0 } => "an empty value",
        { Length: > MostBytesShown } value => $"{Hex.Encode(value.AsSpan(0, MostBytesShown))}... ({value.Length} bytes)",
        var value => Hex.Encode(value),
    };
}
