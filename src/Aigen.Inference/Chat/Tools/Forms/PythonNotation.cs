using System.Text;
using System.Text.Json;
using Aigen.Inference.Grammars;

namespace Aigen.Inference;

/// <summary>Values as Python writes them. A text may stand in double quotation marks too, which is then as JSON has it.</summary>
internal sealed class PythonNotation : Notation
{
    private const string TrueWord = "True";
    private const string FalseWord = "False";
    private const string NullWord = "None";

    public override string True => TrueWord;

    public override string False => FalseWord;

    public override string Null => NullWord;

    public override string AnyText(GrammarText text) =>
        text.Rule($"\"'\" ([^'\\\\\\x00-\\x1F] | \"\\\\\" ['\"\\\\nrt])* \"'\" | {text.Shared(JsonGrammar.AnyString)}");

    public override string Value(JsonElement value) => value.ValueKind == JsonValueKind.String ? Either(value.GetString()!) : Literal.Of(Write(value));

    public override string Name(string name) => $"({Either(name)}) \":\"";

    /// <summary>A value as Python writes it.</summary>
    public static string Write(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(", ", value.EnumerateObject().Select(member => $"{Quote(member.Name)}: {Write(member.Value)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(", ", value.EnumerateArray().Select(Write))}]",
        JsonValueKind.String => Quote(value.GetString()!),
        JsonValueKind.True => TrueWord,
        JsonValueKind.False => FalseWord,
        JsonValueKind.Null => NullWord,
        _ => value.GetRawText(),
    };

    private static string Either(string value) => $"{Literal.Of(Quote(value))} | {Literal.Of(Literal.Quote(value))}";

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
