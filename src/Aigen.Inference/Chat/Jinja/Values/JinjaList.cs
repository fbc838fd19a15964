namespace Aigen.Inference.Jinja;

/// <summary>A list, or a tuple.</summary>
internal sealed class JinjaList(List<JinjaValue> items, bool isTuple = false) : JinjaValue
{
    public List<JinjaValue> Items => items;

    public bool IsTuple => isTuple;

    public override string TypeName => isTuple ? "tuple" : "list";

    public override bool IsTrue => items.Count > 0;

    public override int? Length => items.Count;

    public static JinjaList TupleOf(params JinjaValue[] items) => new([.. items], isTuple: true);

    public override void Write(TextBuilder text)
    {
        text.Rendering.Enter();
        text.Append(isTuple ? "(" : "[");
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) text.Append(", ");
            items[i].WriteQuoted(text);
        }

        text.Append(!isTuple ? "]" : items.Count == 1 ? ",)" : ")");
        text.Rendering.Leave();
    }

    public override JinjaValue? Attribute(string name) => ListMethods.Find(this, name);

    public override JinjaValue? Item(JinjaValue key, Rendering rendering)
    {
        if (Number.IntegerOf(key) is not { } index) return null;
        if (index < 0) index += items.Count;
        return index >= 0 && index < items.Count ? items[index] : null;
    }

    // Of its own, since a template may add to a list while it goes through it.
    public override IReadOnlyList<JinjaValue> Members(Rendering rendering) => items.ToArray();
}
