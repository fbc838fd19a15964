using System.Text.Json;
using Aigen.Inference.Grammars;

namespace Aigen.Inference;

/// <summary>
/// Arguments by name in a notation of the model's own: <see cref="Middle"/>, each argument's name, <see cref="NameEnd"/> and value, with
/// <see cref="ParameterSeparator"/> between them, <see cref="Closing"/>.
/// </summary>
internal sealed record NotedToolForm(string Trigger) : ToolForm(Trigger)
{
    /// <summary>What stands between the function's name and the arguments.</summary>
    public required string Middle { get; init; }

    /// <summary>What stands between the name of an argument and its value.</summary>
    public required char NameEnd { get; init; }

    public required string ParameterSeparator { get; init; }

    /// <summary>What stands behind the arguments.</summary>
    public required string Closing { get; init; }

    /// <summary>What begins and ends a text.</summary>
    public required string Mark { get; init; }

    /// <summary>Whether values are as Python has them, with escapes in texts; else texts are as they are.</summary>
    public bool IsPython { get; init; }

    public override IEnumerable<string> Texts => [Trigger, Prefix, Opening, Middle, Mark, Closing, Separator ?? "", Ending];

    public override string WriteCall(GrammarText text, ToolFunction function, ToolFamily family)
    {
        var notation = IsPython ? new PythonNotation() : (Notation)new MarkedNotation(Mark, family.Tokens);
        var members = JsonSchemaCompiler.WriteMembers(text, function.Schema, notation);
        return $"{Literal.Of(function.Name)} {family.Tokens.Spell(Middle)} {Write(text, members)} {family.Tokens.Spell(Closing)}";
    }

    public override Func<CallReader> Readers(IEnumerable<ToolFunction> functions) => () => new NotedCallReader(this);

    protected override string Arguments(string json)
    {
        var members = JsonElement.Parse(json).EnumerateObject().Select(member => $"{member.Name}{NameEnd}{PythonNotation.Write(member.Value)}");
        return IsPython ? $"{Middle}{string.Join(ParameterSeparator, members)}{Closing}" : base.Arguments(json);
    }

    protected override string TrialArguments => $"{Middle}{TemplateHabits.Parameter}{NameEnd}{Mark}{TemplateHabits.Word}{Mark}{Closing}";

    private string Write(GrammarText text, IReadOnlyList<SchemaMember> members)
    {
        // first: nothing is written yet. rest: something is, so a separator comes in front.
        var (first, rest) = ("\"\"", "\"\"");
        foreach (var member in members.Reverse())
        {
            var written = text.Rule($"{Literal.Of(ParameterNames.Require(member.Name) + NameEnd)} {member.Rule}");
            var next = $"{Literal.Of(ParameterSeparator)} {written}";
            first = text.Rule(member.IsRequired ? $"{written} {rest}" : $"{written} {rest} | {first}");
            rest = text.Rule(member.IsRequired ? $"{next} {rest}" : $"({next})? {rest}");
        }

        return first;
    }
}
