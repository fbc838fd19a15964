namespace Aigen.Inference.Jinja;

internal sealed class JinjaString(TrackedText text) : JinjaValue
{
    public static JinjaString Empty { get; } = new(TrackedText.Empty);

    public TrackedText Text => text;

    public string Value => text.Value;

    public override string TypeName => "str";

    public override bool IsTrue => text.Value.Length > 0;

    public override int? Length => text.CodePoints;

    /// <summary>A text that a template wrote.</summary>
    public static JinjaString Own(string value) => value.Length == 0 ? Empty : new JinjaString(TrackedText.Own(value));

    public override void Write(TextBuilder builder) => builder.Append(text);

    public override void WriteQuoted(TextBuilder builder) => PythonQuotes.Write(builder, text);

    public override JinjaValue? Attribute(string name) => StringMethods.Find(this, name);

    public override JinjaValue? Item(JinjaValue key, Rendering rendering)
    {
        if (Number.IntegerOf(key) is not { } index) return null;
        rendering.Step(1 + (Value.Length / 32));
        if (index < 0) index += text.CodePoints;
        if (index < 0 || index >= text.CodePoints) return null;
        var start = text.OffsetOf(index);
        return new JinjaString(text.Slice(start, start + (TrackedText.IsPairAt(Value, start) ? 2 : 1)));
    }

    public override IReadOnlyList<JinjaValue> Members(Rendering rendering)
    {
        rendering.Step(Value.Length);
        var characters = new List<JinjaValue>(Value.Length);
        for (int at = 0, next; at < Value.Length; at = next)
        {
            next = at + (TrackedText.IsPairAt(Value, at) ? 2 : 1);
            characters.Add(new JinjaString(text.Slice(at, next)));
        }

        return characters;
    }
}
