using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Inference.Grammars;
using Aigen.Inference.Tests.Grammar;
using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Chat;

/// <summary>Answers that say in front whom they are for: the user, or a function.</summary>
public sealed class AddressedAnswerTests
{
    private const string Eom = "<|eom|><|start|>assistant";
    private const string ToUser = " to=user<|message|>";
    private const string TimeOfGlimmer = " to=get_time<|message|><atem:function_calls>\n<atem:invoke name=\"get_time\">\n</atem:invoke>\n</atem:function_calls>";

    [Theory]
    [InlineData("all\nIt is > noon >>.", true)]
    [InlineData("all\n", true)]
    [InlineData("all\n>>> print(1)\n>>>>>>> main >>>>", true)]
    [InlineData("all\n>>>>>get_time\n{}", true)]
    [InlineData("all\n>>>print(1)", false)]
    [InlineData("get_time\n{}", true)]
    [InlineData("get_time\n{}>>>get_time\n{}", true)]
    [InlineData("all\nOne moment.>>>get_time\n{}", true)]
    [InlineData("It is noon.", false)]
    [InlineData(">>>get_time\n{}", false)]
    [InlineData("get_tide\n{}", false)]
    [InlineData("get_time\n{}>>>all\nNoon.", false)]
    [InlineData("all\nOne moment.>>>all\nNoon.", false)]
    public void Functionary_AnAnswer_IsForAllOrForFunctions(string answer, bool fits) => Assert.Equal(fits, Matching.Matches(Around(JsonToolForms.Functionary32, ReasoningForms.Functionary), answer));

    [Theory]
    [InlineData(ToUser + "It is to=noon.", true)]
    [InlineData(TimeOfGlimmer, true)]
    [InlineData(TimeOfGlimmer + Eom + TimeOfGlimmer, true)]
    [InlineData(ToUser + "One moment." + Eom + TimeOfGlimmer, true)]
    [InlineData(" to=self<|message|>Hm." + Eom + ToUser + "Noon.", true)]
    [InlineData(" to=self<|message|>Hm." + Eom + TimeOfGlimmer + Eom + TimeOfGlimmer, true)]
    [InlineData("Noon.", false)]
    [InlineData(" to=self<|message|>Hm.", false)]
    [InlineData(" to=get_tide<|message|>", false)]
    [InlineData(" to=get_time<|message|><atem:function_calls>\n<atem:invoke name=\"find\">\n", false)]
    [InlineData(TimeOfGlimmer + Eom + ToUser + "Noon.", false)]
    public void Glimmer_AnAnswer_IsReasoningAndThenForTheUserOrForFunctions(string answer, bool fits) =>
        Assert.Equal(fits, Matching.Matches(Around(XmlToolForms.Glimmer, ReasoningForms.Glimmer), answer));

    [Theory]
    [InlineData(nameof(JsonToolForms.Functionary32), "all", "all")]
    [InlineData(nameof(XmlToolForms.Glimmer), "user", "self or user")]
    [InlineData(nameof(XmlToolForms.Glimmer), "self", "self or user")]
    public void Compile_AFunctionNamedAsSomebodyElse_IsRefused(string form, string name, string others)
    {
        var family = new ToolFamily((ToolForm)KnownForms.Of(form));

        var refused = Assert.Throws<GrammarRefusedException>(() => ToolGrammar.Compile(new ToolUse([ToolFunctions.Of(name, null)]), family));

        Assert.Equal($"function {name}: no function of this model can be named {others}", refused.Message);
    }

    [Fact]
    public void Glimmer_ValuesOfEveryKind_AreReadBack()
    {
        const string Schema = """{"type":"object","properties":{"word":{"type":"string"},"most":{"type":"integer"},"is_new":{"type":"boolean"},"list":{"type":"array"},"at":{"type":"object"}}}""";
        var function = ToolFunctions.Of("find", Schema);
        var values = new Dictionary<string, string>
        {
            ["word"] = "\"a\" <b> &amp;\n</atem:parameter> é\\",
            ["most"] = "-5",
            ["is_new"] = "true",
            ["list"] = "[\"<\", null]",
            ["at"] = "{\"x\": {\"y\": \"</atem:parameter>\"}}",
        };
        var written = string.Concat(values.Select(value => $"<atem:parameter name=\"{value.Key}\">{value.Value}</atem:parameter>\n"));
        var answer = $" to=find<|message|><atem:function_calls>\n<atem:invoke name=\"find\">\n{written}</atem:invoke>\n</atem:function_calls>";
        var reader = new ToolCallReader(XmlToolForms.Glimmer, XmlToolForms.Glimmer.Readers([function]));

        var parts = answer.SelectMany(c => reader.Read(c.ToString()).Calls).ToList();

        Assert.True(Matching.Matches(ToolGrammar.Compile(new ToolUse([function], ToolChoice.Required), new ToolFamily(XmlToolForms.Glimmer)), answer));
        Assert.True(reader.HasWholeCalls);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"word":"\"a\" <b> &amp;\n</atem:parameter> é\\","most":-5,"is_new":true,"list":["<",null],"at":{"x":{"y":"</atem:parameter>"}}}"""),
            JsonNode.Parse(string.Concat(parts.Select(part => part.Arguments)))));
    }

    [Theory]
    [InlineData("all\nNoon.", "Noon.", "")]
    [InlineData("all\nOne moment.>>>get_time\n{}>>>get_time\n{}", "One moment.", "get_time{}|get_time{}")]
    [InlineData("get_time\n{}", "", "get_time{}")]
    [InlineData("al", "", "")]
    [InlineData("all\nA >>", "A >>", "")]
    [InlineData("all\n>>> print(1)\n>>>>>>> main >>>", ">>> print(1)\n>>>>>>> main >>>", "")]
    [InlineData("all\n>>> print(1)\n>>>>get_time\n{}", ">>> print(1)\n>", "get_time{}")]
    public void Functionary_AnAnswerCutAnywhere_IsTextAndCalls(string answer, string text, string calls) =>
        AssertReads(JsonToolForms.Functionary32, ReasoningForms.Functionary, answer, "", text, calls);

    [Theory]
    [InlineData(ToUser + "Noon.", "", "Noon.", "")]
    [InlineData(" to=self<|message|>\nHm. " + Eom + ToUser + " Noon.", "Hm.", " Noon.", "")]
    [InlineData(" to=self<|message|>Hm." + Eom + TimeOfGlimmer + Eom + TimeOfGlimmer, "Hm.", "", "get_time{}|get_time{}")]
    [InlineData(ToUser + "One moment." + Eom + TimeOfGlimmer, "", "One moment.", "get_time{}")]
    [InlineData(TimeOfGlimmer, "", "", "get_time{}")]
    [InlineData(" to=se", "", "", "")]
    public void Glimmer_AnAnswerCutAnywhere_IsReasoningTextAndCalls(string answer, string reasoning, string text, string calls) =>
        AssertReads(XmlToolForms.Glimmer, ReasoningForms.Glimmer, answer, reasoning, text, calls);

    [Theory]
    [InlineData("functionary32", ReasoningFormat.Apart)]
    [InlineData("glimmer", ReasoningFormat.Apart)]
    [InlineData("glimmer", ReasoningFormat.InText)]
    public async Task Generate_ACallThatMustCome_IsOne(string template, ReasoningFormat format)
    {
        using var model = ToolModels.Load(ToolModels.Template(template));
        for (uint seed = 0; seed < 4; seed++)
        {
            var options = new GenerationOptions
            {
                Temperature = 1.5,
                Seed = seed,
                MaxTokens = 400,
                ReasoningFormat = format,
                LogitBias = Without(model, 's'),
                Tools = new ToolUse([ToolFunctions.Weather, ToolFunctions.Time], named: "get_weather", isParallel: false),
            };

            var answer = await AskAsync(model, options);

            Assert.Equal(("", FinishReason.ToolCalls), (answer.Text, answer.Finish.Reason));
            var parts = answer.Pieces.SelectMany(piece => piece.ToolCalls).ToList();
            Assert.Equal("get_weather", Assert.Single(parts, part => part.Name is not null).Name);
            Assert.InRange(JsonElement.Parse(string.Concat(parts.Select(part => part.Arguments))).GetProperty("days").GetInt32(), 1, 9);
        }
    }

    [Theory]
    [InlineData("functionary32", ReasoningFormat.Apart)]
    [InlineData("functionary32", ReasoningFormat.InText)]
    [InlineData("glimmer", ReasoningFormat.Apart)]
    public async Task Generate_TheModelDecides_MayAnswerTheUser(string template, ReasoningFormat format)
    {
        using var model = ToolModels.Load(ToolModels.Template(template));
        var options = Ask.Greedy with { Tools = new ToolUse([ToolFunctions.Time]), MaxTokens = 40, ReasoningFormat = format, LogitBias = Without(model, 'g', 's'), Stop = ["\n"] };

        var answer = await AskAsync(model, options);

        Assert.NotEmpty(answer.Text);
        Assert.DoesNotContain("to=user", answer.Text, StringComparison.Ordinal);
        Assert.False(answer.Text.StartsWith("all", StringComparison.Ordinal));
        Assert.All(answer.Pieces, piece => Assert.Equal(("", 0), (piece.Reasoning, piece.ToolCalls.Count)));
    }

    [Fact]
    public async Task Generate_ASchemaWithoutTools_HoldsTheAnswerBehindWhomItIsFor()
    {
        using var model = ToolModels.Load(ToolModels.Functionary32);
        var format = ResponseFormat.JsonSchema("""{"type":"object","properties":{"city":{"enum":["Paris","Rome"]}},"required":["city"]}""");

        var answer = await AskAsync(model, Ask.Greedy with { ResponseFormat = format, LogitBias = Without(model, '{') });

        Assert.Contains(JsonElement.Parse(answer.Text).GetProperty("city").GetString(), (string[])["Paris", "Rome"]);
        Assert.True(answer.Finish.CompletionTokens > model.Vocabulary.Tokenize(answer.Text, parseSpecial: false).Length);
    }

    [Fact]
    public void Glimmer_ATriggerThatBeginsWithAControlToken_ComesAsThatToken()
    {
        using var model = ToolModels.LoadWithControl(ToolModels.Glimmer, "<|eom|>");
        var vocabulary = model.Vocabulary;
        var grammar = new GrammarConstraint(ToolGrammar.Compile(new ToolUse([ToolFunctions.Time]), model.Description.Tools!), vocabulary);

        foreach (var token in vocabulary.Tokenize(ToUser + "One moment <|eom|><|start|>assistan", parseSpecial: false)) grammar.Accept(token);
        Assert.False(grammar.Allows(Last("t", parseSpecial: false)));
        Assert.True(grammar.Allows(Last(".", parseSpecial: false)));
        grammar.Accept(Last("<|eom|>", parseSpecial: true));
        Assert.False(grammar.MayEnd);
        foreach (var token in vocabulary.Tokenize(("<|start|>assistant" + TimeOfGlimmer).AsSpan(), parseSpecial: false)) grammar.Accept(token);
        Assert.True(grammar.MayEnd);
        Assert.True(grammar.Allows(Last("<|eom|>", parseSpecial: true)));

        int Last(string text, bool parseSpecial) => vocabulary.Tokenize(text, parseSpecial)[^1];
    }

    // So that something else comes.
    private static Dictionary<int, double> Without(LlamaModel model, params char[] beginnings) => Enumerable.Range(0, model.Vocabulary.Size)
        .Where(token => model.Vocabulary.TextOf(token).TrimStart('\u2581') is [var first, ..] && beginnings.Contains(first)).ToDictionary(token => token, _ => -100.0);

    private static GrammarProgram Around(ToolForm form, ReasoningForm reasoning)
    {
        var calls = ToolGrammar.Compile(new ToolUse([ToolFunctions.Time, ToolFunctions.Of("find", null)]), new ToolFamily(form));
        return Use(reasoning).Around(calls, isText: false);
    }

    private static ReasoningUse Use(ReasoningForm form) =>
        new ReasoningFamily(form, FormTokens.None).Use(form.Reasons ? ReasoningStart.Possible : ReasoningStart.Closed, ReasoningFormat.Apart, isAddressed: true)!;

    private static void AssertReads(ToolForm form, ReasoningForm reasoningForm, string answer, string reasoning, string text, string calls)
    {
        for (var first = 0; first <= answer.Length; first++)
        {
            var options = new GenerationOptions { ResponseFormat = new ToolUse([ToolFunctions.Time]).FormatFor(new ToolFamily(form)), Reasoning = Use(reasoningForm) };
            var parts = new AnswerParts(options);
            AnswerPart[] pieces = [parts.Read(answer.AsSpan(0, first)), parts.End(answer.AsSpan(first))];

            Assert.Equal((reasoning, text), (string.Concat(pieces.Select(piece => piece.Reasoning)), string.Concat(pieces.Select(piece => piece.Text))));
            Assert.Equal(calls, string.Join('|', pieces.SelectMany(piece => piece.Calls).GroupBy(part => part.Index).Select(call => string.Concat(call.Select(part => part.Name + part.Arguments)))));
            Assert.Equal(answer.Length, pieces.Sum(piece => piece.Length));
        }
    }

    private static Task<Answer> AskAsync(LlamaModel model, GenerationOptions options) =>
        model.AnswerAsync(Assert.IsType<PromptOutcome.Prepared>(model.Prepare([new ChatMessage(ChatRoles.User, "What is the weather in Rome?")], options.Tools)).Prompt, options);
}
