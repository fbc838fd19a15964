namespace Aigen.Inference.Jinja;

/// <summary>A value of a template, as Python has it.</summary>
internal abstract class JinjaValue
{
    /// <summary>What Python calls its type.</summary>
    public abstract string TypeName { get; }

    public virtual bool IsTrue => true;

    /// <summary>Its number of members; null where it has none to count.</summary>
    public virtual int? Length => null;

    /// <summary>As Python's str() writes it.</summary>
    public abstract void Write(TextBuilder text);

    /// <summary>As Python's repr() writes it, which is how it stands in a list.</summary>
    public virtual void WriteQuoted(TextBuilder text) => Write(text);

    /// <summary>A method or attribute; null where there is none.</summary>
    public virtual JinjaValue? Attribute(string name) => null;

    /// <summary>A member; null where there is none.</summary>
    public virtual JinjaValue? Item(JinjaValue key, Rendering rendering) => null;

    /// <summary>What a loop over it goes through; null where there is no such thing.</summary>
    public virtual IReadOnlyList<JinjaValue>? Members(Rendering rendering) => null;

    /// <summary>The same, or a refusal.</summary>
    public IReadOnlyList<JinjaValue> Iterate(Rendering rendering)
    {
        var members = Members(rendering) ?? throw new JinjaException($"a {TypeName} is nothing to loop over");
        rendering.Step(members.Count);
        return members;
    }

    public TrackedText ToText(Rendering rendering)
    {
        if (this is JinjaString known) return known.Text;
        var text = new TextBuilder(rendering);
        Write(text);
        return text.ToText();
    }
}
