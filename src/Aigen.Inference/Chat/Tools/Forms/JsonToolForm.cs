using Aigen.Inference.Grammars;

namespace Aigen.Inference;

/// <summary>The arguments are a JSON object between <see cref="Middle"/> and <see cref="Closing"/>.</summary>
internal sealed record JsonToolForm(string Trigger) : ToolForm(Trigger)
{
    /// <summary>What stands between name and arguments.</summary>
    public string Middle { get; init; } = "\", \"arguments\": ";

    /// <summary>What stands behind the arguments.</summary>
    public string Closing { get; init; } = "";

    public override IEnumerable<string> Texts => [Trigger, Prefix, Opening, Middle, Closing, Separator ?? "", Ending, TextOpening ?? ""];

    public override string WriteCall(GrammarText text, ToolFunction function, ToolFamily family) =>
        $"{Literal.Of(function.Name)} {family.Tokens.Spell(Middle)} {JsonSchemaCompiler.WriteRule(text, function.Schema)} {family.Tokens.Spell(Closing)}";

    public override Func<CallReader> Readers(IEnumerable<ToolFunction> functions) => () => new JsonCallReader(this);

    protected override string Arguments(string json) => $"{Middle}{json}{Closing}";

    protected override string TrialArguments => $"{Middle}{TemplateHabits.Arguments}{Closing}";
}
