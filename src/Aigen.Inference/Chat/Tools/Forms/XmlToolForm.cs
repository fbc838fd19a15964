using Aigen.Inference.Grammars;

namespace Aigen.Inference;

/// <summary>
/// Each argument stands by itself, in the manner of XML: <see cref="ParameterOpening"/>, its name, <see cref="NameEnd"/>, its value,
/// <see cref="ValueEnd"/>. A value that is some text stands as it is, every other one as JSON.
/// </summary>
internal sealed record XmlToolForm(string Trigger) : ToolForm(Trigger)
{
    /// <summary>Stands in <see cref="JsonNameEnd"/> for the type of the value.</summary>
    public const char TypeCharacter = '\uFDD1';

    /// <summary>What stands between the function's name and the arguments.</summary>
    public string Middle { get; init; } = "";

    public required string ParameterOpening { get; init; }

    public required string NameEnd { get; init; }

    /// <summary>The same in front of a value that stands as JSON, where that is another.</summary>
    public string? JsonNameEnd { get; init; }

    public required string ValueEnd { get; init; }

    /// <summary>How a text stands that could be taken for something else; null where every text stands as it is.</summary>
    public TextQuoting? Quoting { get; init; }

    /// <summary>What stands behind the arguments.</summary>
    public required string Closing { get; init; }

    /// <summary>Whether each value says of which type it is.</summary>
    public bool IsTyped => JsonNameEnd?.Contains(TypeCharacter, StringComparison.Ordinal) == true;

    public override IEnumerable<string> Texts =>
    [
        TextEnd, Trigger, Prefix, Opening, Middle, ParameterOpening, NameEnd, JsonNameEnd ?? "", ValueEnd, Closing, Separator ?? "", Ending,
        Quoting?.Opening ?? "", Quoting?.Closing ?? "", TextOpening ?? "",
    ];

    public override string WriteCall(GrammarText text, ToolFunction function, ToolFamily family)
    {
        var members = JsonSchemaCompiler.WriteMembers(text, function.Schema, byType: IsTyped).Select(member => Write(text, member, family));
        return $"{Literal.Of(function.Name)} {family.Tokens.Spell(MiddleOf(function.Name))} {string.Join(' ', members)} {family.Tokens.Spell(Closing)}";
    }

    /// <summary>What may stand between the name of an argument and its value; the first of several where that is a text.</summary>
    public string[] NameEndsOf(bool isText) => IsTyped ? [.. JsonTypeNames.All.Select(type => NameEndOf(type.Name))] : [isText ? NameEnd : NameEndOf("")];

    /// <summary>What stands between a function's name and the arguments.</summary>
    public string MiddleOf(string function) => Middle.Replace(NameCharacter.ToString(), function, StringComparison.Ordinal);

    public override Func<CallReader> Readers(IEnumerable<ToolFunction> functions)
    {
        var texts = functions.SelectMany(function => JsonSchemaCompiler.WriteMembers(new GrammarText(), function.Schema, byType: IsTyped)
            .Where(member => member.IsText).Select(member => (function.Name, member.Name))).ToHashSet();
        return () => new XmlCallReader(this, texts);
    }

    protected override string TrialArguments => $"{MiddleOf(TemplateHabits.Function)}{ParameterOpening}{TemplateHabits.Parameter}{NameEnd}{TemplateHabits.Word}{ValueEnd}{Closing}";

    private string Write(GrammarText text, SchemaMember member, ToolFamily family)
    {
        var ways = (IsTyped ? member.ByType : member.IsText ? [] : [("", member.Rule)])
            .Select(value => $"{family.Tokens.Spell(NameEndOf(value.Type))} {value.Rule} {family.Tokens.Spell(ValueEnd)}");
        if (member.IsText) ways = ways.Append($"{family.Tokens.Spell(NameEnd)} {AnyOf(text, member.Texts, family.Tokens)}");
        var written = text.Rule($"{family.Tokens.Spell(ParameterOpening)} {Literal.Of(ParameterNames.Require(member.Name))} ({string.Join(" | ", ways)})");
        return member.IsRequired ? written : $"({written})?";
    }

    private string NameEndOf(string type) => (JsonNameEnd ?? NameEnd).Replace($"{TypeCharacter}", type, StringComparison.Ordinal);

    private string AnyOf(GrammarText text, IReadOnlyList<string>? texts, FormTokens tokens) =>
        texts is null ? AnyText(text, tokens) : text.Rule(string.Join(" | ", texts.Select(one => TextValue(one, tokens))));

    private string AnyText(GrammarText text, FormTokens tokens) => Quoting is not { } quoting
        ? FreeText.Until(text, ValueEnd, tokens)
        : text.Rule($"[^{quoting.SpellCharacters()}]* {tokens.Spell(ValueEnd)} | {tokens.Spell(quoting.Opening)} {FreeText.Until(text, quoting.Closing + ValueEnd, tokens)}");

    private string TextValue(string value, FormTokens tokens)
    {
        var isQuoted = Quoting is { } quoting && quoting.Needs(value);
        var end = isQuoted ? Quoting!.Closing + ValueEnd : ValueEnd;
        return $"{tokens.Spell(isQuoted ? Quoting!.Opening : "")} {ListedText.Of(value, end)} {tokens.Spell(end)}";
    }
}
