using Aigen.Inference.Grammars;
using Aigen.Inference.Tests.Grammar;
using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Chat;

/// <summary>What a grammar leaves to the reasoning in front of what it holds.</summary>
public sealed class ReasoningGrammarTests
{
    private static readonly GrammarProgram Json = GbnfParser.Parse("root ::= \"{\" [a-z]* \"}\"");

    [Theory]
    [InlineData(ReasoningStart.Possible, "{ab}", true)]
    [InlineData(ReasoningStart.Possible, "<think>\nAny {text} </think\n</think>\n\n{ab}", true)]
    [InlineData(ReasoningStart.Possible, "<think></think>{ab}", true)]
    [InlineData(ReasoningStart.Possible, "<think>Hm.</think>\n\n\n{ab}", false)]
    [InlineData(ReasoningStart.Possible, "<think>Hm.</think>", false)]
    [InlineData(ReasoningStart.Possible, "<think>{ab}", false)]
    [InlineData(ReasoningStart.Possible, "Hm.</think>{ab}", false)]
    [InlineData(ReasoningStart.Open, "Hm.\n</think>{ab}", true)]
    [InlineData(ReasoningStart.Open, "</think>{ab}", true)]
    [InlineData(ReasoningStart.Open, "{ab}", false)]
    public void Around_AGrammar_IsThatBehindAnyReasoning(ReasoningStart start, string answer, bool fits) =>
        Assert.Equal(fits, Matching.Matches(Use(ReasoningForms.Think, start).Around(Json, isText: true), answer));

    [Fact]
    public void Around_ReasoningInTheText_IsTheGrammarItself() =>
        Assert.Same(Json, (Use(ReasoningForms.Think, ReasoningStart.Open) with { Format = ReasoningFormat.InText }).Around(Json, isText: true));

    [Fact]
    public void Around_AskedTwice_IsMadeOnce()
    {
        var use = Use(ReasoningForms.Think, ReasoningStart.Open);

        Assert.Same(use.Around(Json, isText: true), use.Around(Json, isText: true));
    }

    [Theory]
    [InlineData(ReasoningStart.Possible, "<|START_THINKING|>Hm.<|END_THINKING|><|START_RESPONSE|>{ab}<|END_RESPONSE|>")]
    [InlineData(ReasoningStart.Possible, "{ab}")]
    [InlineData(ReasoningStart.Closed, "<|START_RESPONSE|>{ab}<|END_RESPONSE|>")]
    [InlineData(ReasoningStart.Closed, "{ab}")]
    public void Around_AnAnswerWithMarksOfItsOwn_LeavesThemRoom(ReasoningStart start, string answer) =>
        Assert.True(Matching.Matches(Use(ReasoningForms.Command, start).Around(Json, isText: true), answer));

    [Theory]
    [InlineData(ToolChoice.Auto, "<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final<|message|>Noon.", true)]
    [InlineData(ToolChoice.Auto, "<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>commentary to=functions.get_time <|constrain|>json<|message|>{}", true)]
    [InlineData(ToolChoice.Auto, "<|channel|>commentary to=functions.get_time <|constrain|>json<|message|>{}", true)]
    [InlineData(ToolChoice.Auto, "<|channel|>commentary to=functions.get_tide <|constrain|>json<|message|>{}", false)]
    [InlineData(ToolChoice.Required, "<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>commentary to=functions.get_time <|constrain|>json<|message|>{}", true)]
    [InlineData(ToolChoice.Required, "<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final<|message|>Noon.", false)]
    public void Around_CallsOfHarmony_HoldsTheChannels(ToolChoice choice, string answer, bool fits)
    {
        var calls = ToolGrammar.Compile(new ToolUse([ToolFunctions.Time], choice), new ToolFamily(JsonToolForms.Harmony));

        Assert.Equal(fits, Matching.Matches(Use(ReasoningForms.Harmony, ReasoningStart.Possible).Around(calls, choice != ToolChoice.Required), answer));
    }

    [Theory]
    [InlineData("</mm:think>{ab}", true)]
    [InlineData("<mm:think>Hm.</mm:think>{ab}", true)]
    [InlineData("{ab}", true)]
    [InlineData("Hm.</mm:think>{ab}", false)]
    [InlineData("</mm:think></mm:think>{ab}", false)]
    public void Around_AnAnswerThatMaySayThatThereIsNoReasoning_HoldsWhatIsBehindThat(string answer, bool fits) =>
        Assert.Equal(fits, Matching.Matches(Use(ReasoningForms.MiniMax3, ReasoningStart.Possible).Around(Json, isText: true), answer));

    [Fact]
    public void Around_AMarkThatIsAControlToken_EndsTheReasoningAsThatTokenAlone()
    {
        using var model = ToolModels.LoadWithControl(ToolModels.Qwen3, "[END_OF_HM!]");
        var vocabulary = model.Vocabulary;
        var tokens = FormTokens.Of(["[END_OF_HM!]"], vocabulary)!;
        var use = new ReasoningUse(new ReasoningFamily(new ReasoningForm("<think>", "[END_OF_HM!]"), tokens), ReasoningStart.Open, ReasoningFormat.Apart);
        var grammar = new GrammarConstraint(use.Around(Json, isText: true), vocabulary);

        foreach (var token in vocabulary.Tokenize("Hm. [END_OF_HM!", parseSpecial: false)) grammar.Accept(token);
        Assert.False(grammar.Allows(Last("]", parseSpecial: false)));
        Assert.True(grammar.Allows(Last(".", parseSpecial: false)));
        grammar.Accept(Last("[END_OF_HM!]", parseSpecial: true));
        Assert.False(grammar.Allows(Last(".", parseSpecial: false)));
        grammar.Accept(Last("{", parseSpecial: false));
        grammar.Accept(Last("}", parseSpecial: false));
        Assert.True(grammar.MayEnd);

        int Last(string text, bool parseSpecial) => vocabulary.Tokenize(text, parseSpecial)[^1];
    }

    private static ReasoningUse Use(ReasoningForm form, ReasoningStart start) => new(new ReasoningFamily(form, FormTokens.None), start, ReasoningFormat.Apart);
}
