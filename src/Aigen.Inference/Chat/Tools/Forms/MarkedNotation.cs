using System.Text.Json;
using Aigen.Inference.Grammars;

namespace Aigen.Inference;

/// <summary>Gemma's: texts stand as they are between two marks, names without any, and in the order of the alphabet.</summary>
internal sealed class MarkedNotation(string mark, FormTokens tokens) : Notation
{
    private readonly string _mark = tokens.Spell(mark);

    public override string AnyText(GrammarText text) => text.Rule($"{_mark} {FreeText.Until(text, mark, tokens)}");

    public override string Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => $"\"{{\" {Join(value.EnumerateObject().OrderBy(member => Key(member.Name), StringComparer.Ordinal).Select(member => $"{Name(member.Name)} {Value(member.Value)}"))} \"}}\"",
        JsonValueKind.Array => $"\"[\" {Join(value.EnumerateArray().Select(Value))} \"]\"",
        JsonValueKind.String => Text(value.GetString()!),
        _ => Literal.OfValue(value),
    };

    public override string Name(string name) => Literal.Of(ParameterNames.Require(name) + ":");

    public override IEnumerable<string> InOrder(IEnumerable<string> names) => names.OrderBy(Key, StringComparer.Ordinal);

    // As dictsort of Jinja has them.
    private static string Key(string name) => name.ToLowerInvariant();

    private static string Join(IEnumerable<string> rules) => string.Join(" \",\" ", rules);

    private string Text(string value) => value.Contains(mark, StringComparison.Ordinal)
        ? throw new SchemaRefusedException("", "enum", $"the value {Literal.Quote(value)} holds what ends a text in this model's calls")
        : $"{_mark} {Literal.Of(value)} {_mark}";
}
