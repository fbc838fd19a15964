using System.Text.Json;
using Aigen.Inference.Grammars;
using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Chat;

/// <summary>Models that are told of functions, and their answers.</summary>
public sealed class ToolAnswerTests
{
    private static readonly ToolFunction[] Functions = [ToolFunctions.Weather, ToolFunctions.Time];

    public static TheoryData<string> Templates =>
        [ToolModels.Hermes, ToolModels.Llama, ToolModels.Mistral, ToolModels.Xml, ToolModels.Gemma4, ToolModels.Liquid, ToolModels.GigaChat3];

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task Generate_ACallIsRequired_IsACallWhoseArgumentsFit(string template)
    {
        using var model = ToolModels.Load(template);
        for (uint seed = 0; seed < 5; seed++)
        {
            var options = new GenerationOptions { Temperature = 1.5, Seed = seed, MaxTokens = 300, Tools = new ToolUse(Functions, named: "get_weather", isParallel: false) };

            var answer = await AskAsync(model, options);

            Assert.Equal(("", FinishReason.ToolCalls), (answer.Text, answer.Finish.Reason));
            var parts = answer.Pieces.SelectMany(piece => piece.ToolCalls).ToList();
            Assert.Equal("get_weather", Assert.Single(parts, part => part.Name is not null).Name);
            var arguments = JsonElement.Parse(string.Concat(parts.Select(part => part.Arguments)));
            Assert.Contains(arguments.GetProperty("city").GetString(), (string[])["Paris", "Rome"]);
            Assert.InRange(arguments.GetProperty("days").GetInt32(), 1, 9);
        }
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task Generate_TheModelDecides_MayAnswerWithText(string template)
    {
        using var model = ToolModels.Load(template);

        var answer = await AskAsync(model, Ask.Greedy with { Tools = new ToolUse(Functions), MaxTokens = 40 });

        Assert.NotEmpty(answer.Text);
        Assert.All(answer.Pieces, piece => Assert.Empty(piece.ToolCalls));
        Assert.NotEqual(FinishReason.ToolCalls, answer.Finish.Reason);
    }

    [Fact]
    public async Task Generate_ATriggerThatIsAControlToken_ComesAsThatTokenAndIsSeen()
    {
        using var model = ToolModels.LoadWithControl(ToolModels.Mistral, "[TOOL_CALLS]");
        var token = Assert.Single(model.Vocabulary.Tokenize("[TOOL_CALLS]", parseSpecial: true));
        var options = new GenerationOptions { Temperature = 1.5, Seed = 1, MaxTokens = 300, TopLogprobs = 0, Tools = new ToolUse(Functions, named: "get_time", isParallel: false) };

        var answer = await AskAsync(model, options);

        Assert.Equal([token], model.Description.Tools!.Tokens.Shown.Keys);
        Assert.Equal(("", FinishReason.ToolCalls), (answer.Text, answer.Finish.Reason));
        var first = answer.Pieces.SelectMany(piece => piece.Logprobs).First();
        Assert.Equal(("[TOOL_CALLS]", null), (first.Text, first.Bytes));
        Assert.All(answer.Pieces.SelectMany(piece => piece.ToolCalls).Where(part => part.Name is not null), part => Assert.Equal(9, part.Id!.Length));
    }

    [Fact]
    public void Generate_AMarkThatIsAControlToken_ComesAsThatTokenAroundTheText()
    {
        const string Mark = "<|-text-|>!!";
        using var model = ToolModels.LoadWithControl(ToolModels.Gemma4, Mark);
        var token = Assert.Single(model.Vocabulary.Tokenize(Mark, parseSpecial: true));
        var form = (NotedToolForm)NotedToolForms.Gemma with { Mark = Mark };
        var family = new ToolFamily(form, FormTokens.Of(form.Texts, model.Vocabulary)!);
        var grammar = new GrammarConstraint(ToolGrammar.Compile(new ToolUse([ToolFunctions.Of("f", """{"properties":{"a":{"type":"string"}},"required":["a"]}""")], ToolChoice.Required), family), model.Vocabulary);
        foreach (var one in model.Vocabulary.Tokenize("<|tool_call>call:f{a:", parseSpecial: false)) grammar.Accept(one);

        Assert.False(grammar.Allows(model.Vocabulary.Tokenize("<", parseSpecial: false)[^1]));
        grammar.Accept(token);
        foreach (var one in model.Vocabulary.Tokenize("x \"y\"", parseSpecial: false)) grammar.Accept(one);
        grammar.Accept(token);
        Assert.False(grammar.Allows(token));
        Assert.True(grammar.Allows(model.Vocabulary.Tokenize("}", parseSpecial: false)[^1]));
        Assert.Equal([token], family.Tokens.Shown.Keys);
    }

    [Fact]
    public void Generate_ATextThatSpellsAControlTrigger_MayNotEndIt()
    {
        using var model = ToolModels.LoadWithControl(ToolModels.Mistral, "[TOOL_CALLS]");
        var vocabulary = model.Vocabulary;
        var grammar = new GrammarConstraint(ToolGrammar.Compile(new ToolUse(Functions), model.Description.Tools!), vocabulary);
        foreach (var token in vocabulary.Tokenize("Here is [TOOL_CALLS", parseSpecial: false)) grammar.Accept(token);

        var allowed = grammar.Allowed();
        Assert.False(IsAllowed("]", parseSpecial: false));
        Assert.True(IsAllowed(".", parseSpecial: false));
        Assert.True(IsAllowed("[TOOL_CALLS]", parseSpecial: true));

        bool IsAllowed(string text, bool parseSpecial)
        {
            var token = vocabulary.Tokenize(text, parseSpecial)[^1];
            Assert.Equal(grammar.Allows(token), (allowed[token / 64] >> (token % 64) & 1) != 0);
            return grammar.Allows(token);
        }
    }

    [Fact]
    public async Task Generate_ACallCutOffByTheLimit_EndsByLength()
    {
        using var model = ToolModels.Load(ToolModels.Hermes);

        var answer = await AskAsync(model, Ask.Greedy with { Tools = new ToolUse(Functions, named: "get_weather"), MaxTokens = 25 });

        Assert.Equal((FinishReason.Length, 25), (answer.Finish.Reason, answer.Finish.CompletionTokens));
    }

    [Fact]
    public async Task Generate_AStopStringInsideACall_EndsByStopSinceThereIsNoWholeCall()
    {
        using var model = ToolModels.Load(ToolModels.Hermes);

        var answer = await AskAsync(model, Ask.Greedy with { Tools = new ToolUse(Functions, named: "get_weather"), Stop = ["city"] });

        Assert.Equal(FinishReason.Stop, answer.Finish.Reason);
        Assert.Equal("get_weather", answer.Pieces.SelectMany(piece => piece.ToolCalls).First().Name);
    }

    [Fact]
    public async Task Generate_SeveralAnswersWithCalls_HaveCallsOfTheirOwn()
    {
        using var model = ToolModels.Load(ToolModels.Hermes);
        var options = new GenerationOptions { Temperature = 1, MaxTokens = 300, Answers = 3, Tools = new ToolUse(Functions, named: "get_time", isParallel: false) };
        var prompt = Prompt(model, options.Tools!);

        var pieces = new List<CompletionPiece>();
        await foreach (var piece in model.GenerateAsync(prompt, options, 1, default)) pieces.Add(piece);

        var calls = pieces.SelectMany(piece => piece.ToolCalls.Select(part => (piece.Index, part.Name))).Where(call => call.Name is not null);
        Assert.Equal([(0, "get_time"), (1, "get_time"), (2, "get_time")], calls.Order());
    }

    [Fact]
    public void Generate_AModelWithoutTools_RefusesThemByItsName()
    {
        using var model = TestModels.LoadTiny();

        var refused = Assert.Throws<ArgumentException>(() => { model.GenerateAsync(model.Prompt("Hi"), Ask.Greedy with { Tools = new ToolUse(Functions) }, 1, default); });

        Assert.Contains("the chat template of model aigen-tiny has no tools", refused.Message, StringComparison.Ordinal);
    }

    private static Task<Answer> AskAsync(LlamaModel model, GenerationOptions options) => model.AnswerAsync(Prompt(model, options.Tools!), options);

    private static PreparedPrompt Prompt(LlamaModel model, ToolUse tools) =>
        Assert.IsType<PromptOutcome.Prepared>(model.Prepare([new ChatMessage(ChatRoles.User, "What is the weather in Rome?")], tools)).Prompt;
}
