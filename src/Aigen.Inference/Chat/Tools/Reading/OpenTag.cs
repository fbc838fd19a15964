using Aigen.Inference.Grammars;

namespace Aigen.Inference;

/// <summary>An object or list whose tags are being read.</summary>
internal sealed class OpenTag
{
    private readonly (string Name, ValueShape Value)[] _children;
    private readonly HashSet<string> _missing = [];
    private bool _hasChildren;

    public OpenTag(TagToolForm form, ValueShape value, string closing)
    {
        IsList = value is ValueShape.List;
        var members = value is ValueShape.Object { Members: var all } ? all : [];
        _children = value is ValueShape.List list ? [(TagToolForm.Item, list.Item)] : [.. members.Where(member => member.Value is not null).Select(member => (member.Name, member.Value!))];
        _missing.UnionWith(members.Where(member => member is { IsRequired: true, IsNullable: true }).Select(member => member.Name));
        Texts = [closing, .. _children.Select(child => form.OpeningOf(child.Name))];
    }

    public bool IsList { get; }

    /// <summary>What may stand here: the end, then the beginnings of the tags in it.</summary>
    public string[] Texts { get; }

    /// <summary>The tag of an index, and the JSON in front of its value.</summary>
    public (string Lead, string Name, ValueShape Value) Next(int index)
    {
        var (name, value) = _children[index];
        _missing.Remove(name);
        return (Separator() + (IsList ? "" : $"{Literal.Quote(name)}: "), name, value);
    }

    /// <summary>The JSON behind the last value. What must be there and was left out is null.</summary>
    public string End() => string.Concat(_missing.Select(name => $"{Separator()}{Literal.Quote(name)}: null")) + (IsList ? "]" : "}");

    private string Separator()
    {
        var separator = _hasChildren ? ", " : "";
        _hasChildren = true;
        return separator;
    }
}
