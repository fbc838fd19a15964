using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>
/// An entry of the state as it is stored: under its path, so that the entries of a subtree stand together, its key (a length, then the
/// bytes) and its value.
/// </summary>
internal static class StateRow
{
    public static byte[]? Find(IStoreReader store, StateKey key) => Find(store, Hash256.Of(key.Bytes));

    /// <summary>The value under a path.</summary>
    public static byte[]? Find(IStoreReader store, Hash256 path) =>
        store.Get(Column.State, path.Bytes) is { } row ? ValueOf(row).ToArray() : null;

    public static byte[] Encode(StateKey key, ReadOnlySpan<byte> value) => [(byte)key.Bytes.Length, .. key.Bytes, .. value];

    public static StateKey KeyOf(ReadOnlySpan<byte> row) => StateKey.From(row[1..ValueAt(row)]);

    public static ReadOnlySpan<byte> ValueOf(ReadOnlySpan<byte> row) => row[ValueAt(row)..];

    private static int ValueAt(ReadOnlySpan<byte> row) => !row.IsEmpty && row.Length > row[0]
        ? 1 + row[0]
        : throw new InvalidDataException($"A row of the state has {row.Length} bytes and ends within its key.");
}
