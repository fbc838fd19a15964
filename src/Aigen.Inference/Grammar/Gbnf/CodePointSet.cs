namespace Aigen.Inference.Grammars;

/// <summary>A set of code points: ranges in ascending order, none touching the next.</summary>
internal sealed class CodePointSet
{
    /// <summary>The last code point of Unicode.</summary>
    public const int Last = 0x10FFFF;

    // Behind them come the control tokens, which no set has unless it is made of one.
    private const int FirstToken = Last + 1;

    private readonly (int First, int Last)[] _ranges;

    // The first 128 code points, which nearly every question is about.
    private readonly UInt128 _ascii;

    private CodePointSet((int First, int Last)[] ranges)
    {
        _ranges = ranges;
        for (var c = 0; c < 128; c++)
            if (Find(c))
                _ascii |= UInt128.One << c;
    }

    public static CodePointSet All { get; } = Of((0, Last));

    public IReadOnlyList<(int First, int Last)> Ranges => _ranges;

    public bool IsEmpty => _ranges.Length == 0;

    /// <summary>The control token that this is; null for a set of code points.</summary>
    public int? Token => _ranges is [( >= FirstToken, _)] ? _ranges[0].First - FirstToken : null;

    /// <summary>What stands for a control token where code points stand.</summary>
    public static int OfToken(int token) => FirstToken + token;

    public static CodePointSet Of(params IEnumerable<(int First, int Last)> ranges)
    {
        var merged = new List<(int First, int Last)>();
        foreach (var range in ranges.Order())
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last + 1)
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, range.Last));
            else
                merged.Add(range);
        }

        return new CodePointSet([.. merged]);
    }

    public bool Contains(int codePoint) => codePoint < 128 ? (_ascii >> codePoint & UInt128.One) != 0 : Find(codePoint);

    public bool Overlaps(int first, int last) => _ranges.Any(range => range.First <= last && first <= range.Last);

    public CodePointSet Complement()
    {
        var gaps = new List<(int, int)>();
        var from = 0;
        foreach (var (first, last) in _ranges)
        {
            if (first > from) gaps.Add((from, first - 1));
            from = last + 1;
        }

        if (from <= Last) gaps.Add((from, Last));
        return new CodePointSet([.. gaps]);
    }

    public CodePointSet Union(CodePointSet other) => Of(_ranges.Concat(other._ranges));

    public CodePointSet Except(CodePointSet other) => Complement().Union(other).Complement();

    /// <summary>The same text for the same set.</summary>
    public string Key() => string.Join(' ', _ranges.Select(range => $"{range.First:x}-{range.Last:x}"));

    private bool Find(int codePoint)
    {
        var (low, high) = (0, _ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (codePoint < _ranges[middle].First) high = middle - 1;
            else if (codePoint > _ranges[middle].Last) low = middle + 1;
            else return true;
        }

        return false;
    }
}
