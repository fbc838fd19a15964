namespace Aigen.Inference.Grammars;

/// <summary>One element of an alternative: a set of code points, or a rule.</summary>
internal readonly record struct GrammarItem(CodePointSet? Set, int Rule);

/// <summary>A rule while the grammar is read.</summary>
internal sealed class GrammarRule(string name)
{
    public string Name { get; } = name;

    public bool IsDefined { get; set; }

    public List<List<GrammarItem>> Alternatives { get; } = [];
}

/// <summary>The rules of a grammar while it is read.</summary>
internal sealed class GrammarRules
{
    private readonly List<GrammarRule> _rules = [];
    private readonly Dictionary<string, int> _indexes = [];
    private int _elements;

    public int Count => _rules.Count;

    public GrammarRule this[int index] => _rules[index];

    /// <summary>The index of the rule of this name, defined or not yet.</summary>
    public int IndexOf(string name)
    {
        if (!_indexes.TryGetValue(name, out var index)) _indexes[name] = index = Add(name);
        return index;
    }

    public int? Find(string name) => _indexes.TryGetValue(name, out var index) ? index : null;

    /// <summary>A rule without a name of its own, for a group or a repetition.</summary>
    public int AddPart(string name, params ReadOnlySpan<List<GrammarItem>> alternatives)
    {
        var index = Add(name);
        foreach (var alternative in alternatives) Append(index, alternative);
        return index;
    }

    public void Append(int rule, List<GrammarItem> alternative)
    {
        _elements += alternative.Count + 1;
        if (_elements > GrammarLimits.Elements)
            throw new GrammarRefusedException($"it has more than {GrammarLimits.Elements} elements, repetitions written out");
        _rules[rule].IsDefined = true;
        _rules[rule].Alternatives.Add(alternative);
    }

    private int Add(string name)
    {
        if (_rules.Count >= GrammarLimits.Rules)
            throw new GrammarRefusedException($"it has more than {GrammarLimits.Rules} rules, repetitions written out");
        _rules.Add(new GrammarRule(name));
        return _rules.Count - 1;
    }
}
