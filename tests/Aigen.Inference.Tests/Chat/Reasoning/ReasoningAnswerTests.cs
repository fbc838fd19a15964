using System.Text.Json;
using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Chat;

/// <summary>Models that reason before they answer. The embedded model never learnt it: a bias makes it write the mark.</summary>
public sealed class ReasoningAnswerTests
{
    private const string Schema = """{"type":"object","properties":{"city":{"enum":["Paris","Rome"]}},"required":["city"]}""";

    [Fact]
    public async Task Generate_WithoutAMark_IsAllText()
    {
        using var model = ToolModels.LoadWithWord(ToolModels.Qwen3, "</think>");

        var (plain, reasoned) = (await AskAsync(model, null, Ask.Greedy), await AskAsync(model, true, Ask.Greedy with { MaxTokens = 12, IgnoreEos = true }));

        Assert.NotEmpty(plain.Text);
        Assert.Equal(("", 0), (Reasoning(plain), plain.Finish.ReasoningTokens));
        Assert.NotEmpty(Reasoning(reasoned));
        Assert.Equal(("", FinishReason.Length, 12), (reasoned.Text, reasoned.Finish.Reason, reasoned.Finish.ReasoningTokens));
    }

    [Fact]
    public async Task Generate_ReasoningInText_IsTheSameAnswerWithItsMarks()
    {
        using var model = ToolModels.LoadWithWord(ToolModels.Qwen3, "</think>");
        var options = Marked(model);

        var (apart, inText) = (await AskAsync(model, true, options), await AskAsync(model, true, options with { ReasoningFormat = ReasoningFormat.InText }));

        var (reasoning, text) = (inText.Text[..inText.Text.IndexOf("</think>", StringComparison.Ordinal)], inText.Text[(inText.Text.IndexOf("</think>", StringComparison.Ordinal) + 8)..]);
        Assert.Equal((reasoning.Trim(), text.TrimStart()), (Reasoning(apart), apart.Text));
        Assert.Equal(inText.Finish.CompletionTokens, apart.Finish.CompletionTokens);
        Assert.InRange(apart.Finish.ReasoningTokens, 2, apart.Finish.CompletionTokens - 1);
        Assert.Equal(("", 0), (Reasoning(inText), inText.Finish.ReasoningTokens));
    }

    [Fact]
    public async Task Generate_ReasoningTokens_AreThoseUpToTheMark()
    {
        using var model = ToolModels.LoadWithWord(ToolModels.Qwen3, "</think>");

        var answer = await AskAsync(model, true, Marked(model) with { TopLogprobs = 0 });

        var tokens = answer.Pieces.SelectMany(piece => piece.Logprobs).Select(token => token.Text).ToList();
        Assert.Equal(answer.Finish.CompletionTokens, tokens.Count);
        Assert.Contains("</think>", string.Concat(tokens.Take(answer.Finish.ReasoningTokens)), StringComparison.Ordinal);
        Assert.DoesNotContain("</think>", string.Concat(tokens.Take(answer.Finish.ReasoningTokens - 1)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_ASchema_HoldsTheAnswerBehindTheReasoning()
    {
        using var model = ToolModels.LoadWithWord(ToolModels.Qwen3, "</think>");

        var answer = await AskAsync(model, true, Marked(model) with { ResponseFormat = ResponseFormat.JsonSchema(Schema) });

        Assert.NotEmpty(Reasoning(answer));
        Assert.Equal(FinishReason.Stop, answer.Finish.Reason);
        Assert.Contains(JsonElement.Parse(answer.Text).GetProperty("city").GetString(), (string[])["Paris", "Rome"]);
    }

    [Theory]
    [InlineData(false, ReasoningFormat.Apart)]
    [InlineData(true, ReasoningFormat.InText)]
    public async Task Generate_ASchemaWithoutReasoning_HoldsAllOfTheAnswer(bool? isThinking, ReasoningFormat format)
    {
        using var model = ToolModels.LoadWithWord(ToolModels.Qwen3, "</think>");

        var answer = await AskAsync(model, isThinking, Ask.Greedy with { ResponseFormat = ResponseFormat.JsonSchema(Schema), ReasoningFormat = format });

        Assert.Equal(("", 0), (Reasoning(answer), answer.Finish.ReasoningTokens));
        Assert.Equal(JsonValueKind.Object, JsonElement.Parse(answer.Text).ValueKind);
    }

    [Fact]
    public async Task Generate_ACallThatMustCome_ComesBehindTheReasoning()
    {
        using var model = ToolModels.LoadWithWord(ToolModels.Qwen3, "</think>");
        var tools = new ToolUse([ToolFunctions.Weather], ToolChoice.Required, isParallel: false);

        var answer = await AskAsync(model, true, Marked(model) with { Tools = tools });

        Assert.NotEmpty(Reasoning(answer));
        Assert.Equal(("", FinishReason.ToolCalls), (answer.Text, answer.Finish.Reason));
        Assert.Equal("get_weather", Assert.Single(answer.Pieces.SelectMany(piece => piece.ToolCalls), part => part.Name is not null).Name);
    }

    [Fact]
    public async Task Generate_AStopStringInTheReasoning_DoesNotEndIt()
    {
        using var model = ToolModels.LoadWithWord(ToolModels.Qwen3, "</think>");
        var options = Marked(model);
        var whole = await AskAsync(model, true, options);

        var stopped = await AskAsync(model, true, options with { Stop = [Reasoning(whole)[..3], whole.Text[5..8]] });

        Assert.Equal(Reasoning(whole), Reasoning(stopped));
        Assert.StartsWith(stopped.Text, whole.Text, StringComparison.Ordinal);
        Assert.True(stopped.Text.Length < whole.Text.Length);
    }

    [Fact]
    public async Task Generate_AMarkThatIsAControlToken_IsReadAndNotShown()
    {
        using var model = ToolModels.LoadWithControl(ToolModels.Qwen3.Replace("<think>", "<seed:think>").Replace("</think>", "</seed:think>"), "<seed:think>");
        var token = Assert.Single(model.Vocabulary.Tokenize("<seed:think>", parseSpecial: true));
        var options = new GenerationOptions { Temperature = 0, MaxTokens = 8, LogitBias = new Dictionary<int, double> { [token] = 100 }, RepeatPenalty = 2, FrequencyPenalty = 2 };

        var apart = await AskAsync(model, null, options with { MaxTokens = 1 });
        var inText = await AskAsync(model, null, options with { MaxTokens = 1, ReasoningFormat = ReasoningFormat.InText });

        Assert.Equal(("", ""), (apart.Text, Reasoning(apart)));
        Assert.Equal("<seed:think>", inText.Text);
    }

    [Fact]
    public async Task Generate_ATextThatIsNoChat_IsNotTakenApart()
    {
        using var model = ToolModels.LoadWithWord(ToolModels.Qwen3, "</think>");

        var answer = await model.AnswerAsync(model.Prompt(new TextPrompt("<think>\n")), Marked(model));

        Assert.Contains("</think>", answer.Text, StringComparison.Ordinal);
        Assert.Empty(Reasoning(answer));
    }

    // Sooner or later chance takes the mark.
    private static GenerationOptions Marked(LlamaModel model) => new()
    {
        Temperature = 1,
        Seed = 7,
        MaxTokens = 200,
        IgnoreEos = true,
        LogitBias = new Dictionary<int, double> { [Enumerable.Range(0, model.Vocabulary.Size).Single(token => model.Vocabulary.TextOf(token) == "</think>")] = 9 },
    };

    private static string Reasoning(Answer answer) => string.Concat(answer.Pieces.Select(piece => piece.Reasoning));

    private static Task<Answer> AskAsync(LlamaModel model, bool? isThinking, GenerationOptions options)
    {
        var arguments = isThinking is { } value ? new TemplateArguments("{}").With("enable_thinking", value) : null;
        var prompt = Assert.IsType<PromptOutcome.Prepared>(model.Prepare([new ChatMessage(ChatRoles.User, "What is the capital of France?")], options.Tools, arguments)).Prompt;
        return model.AnswerAsync(prompt, options);
    }
}
