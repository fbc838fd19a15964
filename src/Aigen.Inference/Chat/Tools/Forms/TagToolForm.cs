using Aigen.Inference.Grammars;

namespace Aigen.Inference;

/// <summary>
/// Each argument is a tag of its name, and so is each member of an object in it; items of lists are tags too. <see cref="Mark"/> stands in front of
/// every tag. Null is left out.
/// </summary>
internal sealed record TagToolForm(string Trigger) : ToolForm(Trigger)
{
    /// <summary>The tag of an item.</summary>
    public const string Item = "item";

    /// <summary>What stands in front of every tag.</summary>
    public required string Mark { get; init; }

    /// <summary>What stands between the function's name and the arguments.</summary>
    public required string Middle { get; init; }

    /// <summary>What stands behind the arguments.</summary>
    public required string Closing { get; init; }

    public override IEnumerable<string> Texts => [Trigger, Prefix, Opening, Middle, Mark, Closing, Separator ?? "", Ending];

    /// <summary>What begins the tag of a name.</summary>
    public string OpeningOf(string name) => $"{Mark}<{name}>";

    /// <summary>What ends it.</summary>
    public string ClosingOf(string name) => $"{Mark}</{name}>";

    public override string WriteCall(GrammarText text, ToolFunction function, ToolFamily family) =>
        $"{Literal.Of(function.Name)} {family.Tokens.Spell(Middle)} {Members(text, JsonSchemaCompiler.WriteShape(text, function.Schema), family.Tokens)} {family.Tokens.Spell(Closing)}";

    public override Func<CallReader> Readers(IEnumerable<ToolFunction> functions)
    {
        var shapes = functions.ToDictionary(function => function.Name, function => JsonSchemaCompiler.WriteShape(new GrammarText(), function.Schema));
        return () => new TagCallReader(this, shapes);
    }

    protected override string TrialArguments =>
        $"{Middle}{OpeningOf(TemplateHabits.Parameter)}{TemplateHabits.Word}{ClosingOf(TemplateHabits.Parameter)}{Closing}";

    // What a required member may be besides null is not required: it is null where it is left out.
    private string Members(GrammarText text, ValueShape.Object value, FormTokens tokens) => string.Join(' ', value.Members
        .Where(member => member.Value is not null)
        .Select(member => $"({Element(text, ParameterNames.Require(member.Name), member.Value!, tokens)}){(member is { IsRequired: true, IsNullable: false } ? "" : "?")}"));

    private string Element(GrammarText text, string name, ValueShape value, FormTokens tokens) =>
        text.Rule($"{tokens.Spell(OpeningOf(name))} {Value(text, value, ClosingOf(name), tokens)}");

    private string Value(GrammarText text, ValueShape value, string closing, FormTokens tokens) => value switch
    {
        ValueShape.Text { Texts: null } => FreeText.Until(text, closing, tokens),
        ValueShape.Text { Texts: { } texts } => $"({string.Join(" | ", texts.Select(one => ListedText.Of(one, closing)))}) {tokens.Spell(closing)}",
        ValueShape.Json json => $"{json.Rule} {tokens.Spell(closing)}",
        ValueShape.Object inner => $"{Members(text, inner, tokens)} {tokens.Spell(closing)}",
        ValueShape.List { Most: 0 } => tokens.Spell(closing),
        ValueShape.List list => $"{text.Repeat(Element(text, Item, list.Item, tokens), list.Least, list.Most)} {tokens.Spell(closing)}",
        _ => throw new InvalidOperationException($"{value} is no value"),
    };
}
