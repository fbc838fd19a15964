namespace Aigen.Inference.Jinja;

/// <summary>Items in the order of their keys. Those with equal keys stay in theirs.</summary>
internal static class SortedBy
{
    public static List<T> Key<T>(IReadOnlyList<T> items, Func<T, JinjaValue> key, Rendering rendering) =>
        Sorted(items, key, Comparer<JinjaValue>.Create((one, other) => Equality.Compare(one, other, rendering)));

    public static List<T> Reversed<T>(IReadOnlyList<T> items, Func<T, JinjaValue> key, Rendering rendering) =>
        Sorted(items, key, Comparer<JinjaValue>.Create((one, other) => Equality.Compare(other, one, rendering)));

    private static List<T> Sorted<T>(IReadOnlyList<T> items, Func<T, JinjaValue> key, Comparer<JinjaValue> order)
    {
        try
        {
            return [.. items.OrderBy(key, order)];
        }
        catch (InvalidOperationException failed) when (failed.InnerException is JinjaException refused)
        {
            throw refused;
        }
    }
}
