namespace Aigen.Inference.Jinja;

/// <summary>Which values are equal, and which comes first, as Python says it.</summary>
internal static class Equality
{
    public static bool AreEqual(JinjaValue one, JinjaValue other, Rendering rendering)
    {
        rendering.Enter();
        rendering.Read(one);
        var areEqual = (one, other) switch
        {
            (JinjaString text, JinjaString with) => text.Value == with.Value,
            (JinjaList list, JinjaList with) => list.IsTuple == with.IsTuple && list.Items.Count == with.Items.Count
                && list.Items.Zip(with.Items).All(pair => AreEqual(pair.First, pair.Second, rendering)),
            (JinjaDict dict, JinjaDict with) => dict.Entries.Count == with.Entries.Count
                && dict.Entries.All(entry => with.Get(entry.Key) is { } value && AreEqual(entry.Value, value, rendering)),
            (JinjaNone, JinjaNone) or (JinjaUndefined, JinjaUndefined) => true,
            _ when Number.WholeOf(one) is { } whole && Number.WholeOf(other) is { } with => whole == with,
            _ => ReferenceEquals(one, other) || (Number.Of(one) is { } number && Number.Of(other) is { } value && number == value),
        };
        rendering.Leave();
        return areEqual;
    }

    /// <summary>Below 0 where the first comes first.</summary>
    public static int Compare(JinjaValue one, JinjaValue other, Rendering rendering)
    {
        rendering.Enter();
        rendering.Read(one);
        var order = (one, other) switch
        {
            (JinjaString text, JinjaString with) => CompareText(text.Value, with.Value),
            (JinjaList list, JinjaList with) => CompareLists(list, with, rendering),
            _ when Number.WholeOf(one) is { } whole && Number.WholeOf(other) is { } with => whole.CompareTo(with),
            _ when Number.Of(one) is { } number && Number.Of(other) is { } with => number.CompareTo(with),
            _ => throw new JinjaException($"a {one.TypeName} and a {other.TypeName} have no order"),
        };
        rendering.Leave();
        return order;
    }

    public static bool Contains(JinjaValue container, JinjaValue value, Rendering rendering) => (container, value) switch
    {
        (JinjaString text, JinjaString part) => Search(text, part, rendering),
        (JinjaString, _) => throw new JinjaException($"a text has no {value.TypeName} in it"),
        (JinjaDict dict, _) => dict.Item(KeyComparer.Check(value), rendering) is not null,
        _ => container.Iterate(rendering).Any(member => AreEqual(member, value, rendering)),
    };

    private static bool Search(JinjaString text, JinjaString part, Rendering rendering)
    {
        rendering.Read(text);
        return text.Value.Contains(part.Value, StringComparison.Ordinal);
    }

    private static int CompareLists(JinjaList one, JinjaList other, Rendering rendering)
    {
        for (var i = 0; i < Math.Min(one.Items.Count, other.Items.Count); i++)
            if (!AreEqual(one.Items[i], other.Items[i], rendering))
                return Compare(one.Items[i], other.Items[i], rendering);

        return one.Items.Count.CompareTo(other.Items.Count);
    }

    // By code points, where UTF-16 puts the surrogates before the last characters of the first plane.
    private static int CompareText(string one, string other)
    {
        var length = Math.Min(one.Length, other.Length);
        for (var i = 0; i < length; i++)
            if (one[i] != other[i])
                return char.IsSurrogate(one[i]) == char.IsSurrogate(other[i]) ? one[i] - other[i] : char.IsSurrogate(one[i]) ? 1 : -1;

        return one.Length - other.Length;
    }
}
