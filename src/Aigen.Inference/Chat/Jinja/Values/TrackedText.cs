namespace Aigen.Inference.Jinja;

/// <summary>A text that knows which parts of it came with the request, and which the template wrote itself.</summary>
internal sealed class TrackedText
{
    private readonly (int Start, int End)[] _given;
    private int _codePoints = -1;

    public TrackedText(string value, (int Start, int End)[] given) => (Value, _given) = (value, given);

    public static TrackedText Empty { get; } = new("", []);

    /// <summary>The text.</summary>
    public string Value { get; }

    /// <summary>The parts that came with the request: in order, apart from each other, none of them empty. [Start, End) in UTF-16 units.</summary>
    public IReadOnlyList<(int Start, int End)> Given => _given;

    public bool HasGiven => _given.Length > 0;

    /// <summary>Its length as Python counts it.</summary>
    public int CodePoints => _codePoints >= 0 ? _codePoints : _codePoints = Value.Length - CountPairs(Value);

    /// <summary>A text that a template wrote.</summary>
    public static TrackedText Own(string value) => new(value, []);

    /// <summary>A text that came with the request.</summary>
    public static TrackedText OfRequest(string value) => value.Length == 0 ? Empty : new(value, [(0, value.Length)]);

    /// <summary>Texts behind one another.</summary>
    public static TrackedText Join(IReadOnlyList<TrackedText> texts)
    {
        var (given, at) = (new List<(int, int)>(), 0);
        foreach (var text in texts)
        {
            given.AddRange(text._given.Select(part => (at + part.Start, at + part.End)));
            at += text.Value.Length;
        }

        return new TrackedText(string.Concat(texts.Select(text => text.Value)), [.. given]);
    }

    /// <summary>A part of it, by UTF-16 units.</summary>
    public TrackedText Slice(int start, int end)
    {
        if (start >= end) return Empty;
        return start == 0 && end == Value.Length ? this : new TrackedText(Value[start..end], Cut(start, end));
    }

    /// <summary>Another text made of this one: the same parts where it has the same length, else nothing in it counts as the template's.</summary>
    public TrackedText Become(string value)
    {
        if (!HasGiven) return Own(value);
        return value.Length == Value.Length ? new TrackedText(value, _given) : OfRequest(value);
    }

    /// <summary>Where a character begins, in UTF-16 units.</summary>
    /// <param name="codePoint">Its number, up to <see cref="CodePoints"/>.</param>
    public int OffsetOf(int codePoint)
    {
        if (CodePoints == Value.Length) return codePoint;
        var offset = 0;
        for (var i = 0; i < codePoint; i++) offset += IsPairAt(Value, offset) ? 2 : 1;
        return offset;
    }

    /// <summary>The number of the character at a place in UTF-16 units.</summary>
    public int CodePointAt(int offset) => CodePoints == Value.Length ? offset : offset - CountPairs(Value.AsSpan(0, offset));

    /// <summary>The text as runs that have one origin each.</summary>
    public IEnumerable<(int Start, int End, bool IsGiven)> Runs()
    {
        var at = 0;
        foreach (var (start, end) in _given)
        {
            if (start > at) yield return (at, start, false);
            yield return (start, end, true);
            at = end;
        }

        if (at < Value.Length) yield return (at, Value.Length, false);
    }

    public static bool IsPairAt(string text, int at) =>
        char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);

    private static int CountPairs(ReadOnlySpan<char> text)
    {
        var pairs = 0;
        for (var at = text.IndexOfAnyInRange('\ud800', '\udbff'); at >= 0 && at + 1 < text.Length;)
        {
            if (char.IsLowSurrogate(text[at + 1])) pairs++;
            text = text[(at + 1)..];
            at = text.IndexOfAnyInRange('\ud800', '\udbff');
        }

        return pairs;
    }

    private (int Start, int End)[] Cut(int start, int end)
    {
        if (!HasGiven) return [];
        var first = FirstBehind(start);
        var last = first;
        while (last < _given.Length && _given[last].Start < end) last++;
        var cut = new (int, int)[last - first];
        for (var i = first; i < last; i++) cut[i - first] = (Math.Max(0, _given[i].Start - start), Math.Min(end, _given[i].End) - start);
        return cut;
    }

    // The first part that ends behind a place: a text may have thousands.
    private int FirstBehind(int place)
    {
        var (low, high) = (0, _given.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_given[middle].End > place) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}
