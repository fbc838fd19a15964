namespace Aigen.Inference.Jinja;

/// <summary>What namespace() makes: variables that a loop can change for what comes after it.</summary>
internal sealed class JinjaNamespace : JinjaValue
{
    private readonly Dictionary<string, JinjaValue> _attributes = new(StringComparer.Ordinal);

    public override string TypeName => "namespace";

    public void Set(string name, JinjaValue value) => _attributes[name] = value;

    public override void Write(TextBuilder text)
    {
        text.Rendering.Enter();
        text.Append("<Namespace {");
        var isFirst = true;
        foreach (var (name, value) in _attributes)
        {
            text.Append(isFirst ? "'" : ", '").Append(name).Append("': ");
            isFirst = false;
            value.WriteQuoted(text);
        }

        text.Append("}>");
        text.Rendering.Leave();
    }

    public override JinjaValue? Attribute(string name) => _attributes.GetValueOrDefault(name);

    public override JinjaValue? Item(JinjaValue key, Rendering rendering) => key is JinjaString name ? Attribute(name.Value) : null;
}
