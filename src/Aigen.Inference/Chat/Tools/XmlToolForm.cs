using Aigen.Inference.Grammars;

namespace Aigen.Inference;

/// <summary>
/// Each argument stands by itself, in the manner of XML: <see cref="ParameterOpening"/>, its name, <see cref="NameEnd"/>, its value,
/// <see cref="ValueEnd"/>. A value that is some text stands as it is, every other one as JSON.
/// </summary>
internal sealed record XmlToolForm(string Trigger) : ToolForm(Trigger)
{
    /// <summary>What stands between the function's name and the arguments.</summary>
    public string Middle { get; init; } = "";

    public required string ParameterOpening { get; init; }

    public required string NameEnd { get; init; }

    /// <summary>The same in front of a value that stands as JSON, where that is another.</summary>
    public string? JsonNameEnd { get; init; }

    public required string ValueEnd { get; init; }

    /// <summary>What stands behind the arguments.</summary>
    public required string Closing { get; init; }

    public override IEnumerable<string> Texts => [Trigger, Prefix, Opening, Middle, ParameterOpening, NameEnd, JsonNameEnd ?? "", ValueEnd, Closing, Separator ?? "", Ending, TextOpening ?? ""];

    public override string WriteCall(GrammarText text, ToolFunction function, ToolFamily family)
    {
        var members = JsonSchemaCompiler.WriteMembers(text, function.Schema).Select(member => Write(text, member, family));
        return $"{Literal.Of(function.Name)} {family.Tokens.Spell(MiddleOf(function.Name))} {string.Join(' ', members)} {family.Tokens.Spell(Closing)}";
    }

    /// <summary>What stands between a function's name and the arguments.</summary>
    public string MiddleOf(string function) => Middle.Replace(NameCharacter.ToString(), function, StringComparison.Ordinal);

    /// <summary>What stands between the name of an argument and its value.</summary>
    public string NameEndOf(bool isText) => isText ? NameEnd : JsonNameEnd ?? NameEnd;

    public override Func<CallReader> Readers(IEnumerable<ToolFunction> functions)
    {
        var texts = functions.SelectMany(function => JsonSchemaCompiler.WriteMembers(new GrammarText(), function.Schema)
            .Where(member => member.IsText).Select(member => (function.Name, member.Name))).ToHashSet();
        return () => new XmlCallReader(this, texts);
    }

    protected override string TrialArguments => $"{MiddleOf(TemplateHabits.Function)}{ParameterOpening}{TemplateHabits.Parameter}{NameEnd}{TemplateHabits.Word}{ValueEnd}{Closing}";

    private string Write(GrammarText text, SchemaMember member, ToolFamily family)
    {
        var value = member switch
        {
            { IsText: true, Texts: null } => FreeText.Until(text, ValueEnd),
            { Texts: { } texts } => text.Rule($"({string.Join(" | ", texts.Select(TextValue))}) {Literal.Of(ValueEnd)}"),
            _ => $"{member.Rule} {Literal.Of(ValueEnd)}",
        };
        var written = text.Rule($"{family.Tokens.Spell(ParameterOpening)} {Literal.Of(Plain(member.Name))} {family.Tokens.Spell(NameEndOf(member.IsText))} {value}");
        return member.IsRequired ? written : $"({written})?";
    }

    private string TextValue(string value) => (value + ValueEnd).IndexOf(ValueEnd, StringComparison.Ordinal) == value.Length
        ? Literal.Of(value)
        : throw new SchemaRefusedException("", "enum", $"the value {Literal.Quote(value)} holds what ends a value in this model's calls");
}
