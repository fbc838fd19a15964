namespace Aigen.Inference.Grammars;

/// <summary>A schema that a value must fit: its own keywords, or one of its choices.</summary>
/// <param name="Schema">The schema object.</param>
/// <param name="Choice">The keyword (anyOf, oneOf) whose choice this is; null for the keywords that are no choice.</param>
internal readonly record struct SchemaTerm(SchemaPlace Schema, string? Choice)
{
    /// <summary>
    /// Equal for equal terms: a place is known by its pointer. The length is there because a pointer holds whatever a name holds, and joined
    /// keys must not be those of other terms.
    /// </summary>
    public string Key => $"{Schema.Pointer.Length}:{Schema.Pointer}#{Choice}";
}

/// <summary>
/// Schemas that a value must fit all at once. allOf, references and what stands beside anyOf become one of these, which is how they are
/// compiled exactly.
/// </summary>
internal sealed class Conjunction
{
    private readonly SortedDictionary<string, SchemaTerm> _terms = new(StringComparer.Ordinal);

    public Conjunction()
    {
    }

    private Conjunction(Conjunction other)
    {
        Never = other.Never;
        foreach (var term in other._terms) _terms.Add(term.Key, term.Value);
    }

    /// <summary>Whether no value fits, because one of the schemas is <c>false</c>.</summary>
    public bool Never { get; set; }

    /// <summary>The same for the same schemas.</summary>
    public string Key => Never ? "never" : string.Join('\n', _terms.Keys);

    public int Count => _terms.Count;

    public bool IsEmpty => _terms.Count == 0;

    /// <summary>The schemas but for their choices.</summary>
    public IEnumerable<SchemaPlace> Schemas => _terms.Values.Where(term => term.Choice is null).Select(term => term.Schema);

    /// <summary>A choice still to be made.</summary>
    public SchemaTerm? Choice => _terms.Values.Where(term => term.Choice is not null).Select(term => (SchemaTerm?)term).FirstOrDefault();

    public void Add(SchemaTerm term) => _terms.TryAdd(term.Key, term);

    public void Add(Conjunction other)
    {
        Never |= other.Never;
        foreach (var term in other._terms.Values) Add(term);
    }

    public Conjunction Without(SchemaTerm term)
    {
        var rest = new Conjunction(this);
        rest._terms.Remove(term.Key);
        return rest;
    }
}
