namespace Aigen.Inference.Jinja;

/// <summary>A dictionary that keeps its order.</summary>
internal sealed class JinjaDict : JinjaValue
{
    private readonly OrderedDictionary<JinjaValue, JinjaValue> _entries = new(KeyComparer.Instance);

    public IReadOnlyList<KeyValuePair<JinjaValue, JinjaValue>> Entries => _entries;

    public override string TypeName => "dict";

    public override bool IsTrue => _entries.Count > 0;

    public override int? Length => _entries.Count;

    public void Set(JinjaValue key, JinjaValue value) => _entries[KeyComparer.Check(key)] = value;

    public void Set(string key, JinjaValue value) => Set(JinjaString.Own(key), value);

    public JinjaValue? Get(JinjaValue key) => _entries.TryGetValue(KeyComparer.Check(key), out var value) ? value : null;

    public bool Remove(JinjaValue key) => _entries.Remove(KeyComparer.Check(key));

    public override void Write(TextBuilder text)
    {
        text.Rendering.Enter();
        text.Append("{");
        var isFirst = true;
        foreach (var (key, value) in _entries)
        {
            if (!isFirst) text.Append(", ");
            isFirst = false;
            key.WriteQuoted(text);
            text.Append(": ");
            value.WriteQuoted(text);
        }

        text.Append("}");
        text.Rendering.Leave();
    }

    public override JinjaValue? Attribute(string name) => DictMethods.Find(this, name);

    public override JinjaValue? Item(JinjaValue key, Rendering rendering)
    {
        rendering.Read(key);
        return KeyComparer.IsKey(key) ? Get(key) : null;
    }

    public override IReadOnlyList<JinjaValue> Members(Rendering rendering) => [.. _entries.Keys];
}
