using System.Text;
using System.Text.Json;
using Aigen.Inference.Grammars;

namespace Aigen.Inference;

/// <summary>Values as Python writes them. A text may stand in double quotation marks too, which is then as JSON has it.</summary>
internal sealed class PythonNotation : Notation
{
    public override string True => "True";

    public override string False => "False";

    public override string Null => "None";

    public override string AnyText(GrammarText text) =>
        text.Rule($"\"'\" ([^'\\\\\\x00-\\x1F] | \"\\\\\" ['\"\\\\nrt])* \"'\" | {text.Shared(JsonGrammar.AnyString)}");

    public override string Value(JsonElement value) => Literal.Of(Write(value));

    public override string Name(string name) => Literal.Of(Quote(name) + ":");

    private string Write(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(", ", value.EnumerateObject().Select(member => $"{Quote(member.Name)}: {Write(member.Value)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(", ", value.EnumerateArray().Select(Write))}]",
        JsonValueKind.String => Quote(value.GetString()!),
        JsonValueKind.True => True,
        JsonValueKind.False => False,
        JsonValueKind.Null => Null,
        _ => value.GetRawText(),
    };

    private static string Quote(string value)
    {
        // What has an escape of JSON only is written as JSON.
        if (value.Any(c => c < ' ' && c is not ('\n' or '\r' or '\t'))) return Literal.Quote(value);
        var text = new StringBuilder("'");
        foreach (var c in value)
            text.Append(c switch { '\'' => "\\'", '\\' => "\\\\", '\n' => "\\n", '\r' => "\\r", '\t' => "\\t", _ => c.ToString() });
        return text.Append('\'').ToString();
    }
}
