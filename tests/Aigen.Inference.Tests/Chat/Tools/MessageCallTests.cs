using Aigen.Inference.Grammars;
using Aigen.Inference.Tests.Grammar;
using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Chat;

/// <summary>Calls that are messages of their own.</summary>
public sealed class MessageCallTests
{
    private const string Separator = "<|message_sep|>\n\n";
    private const string TimeOfGigaChat = Separator + "function call<|role_sep|>\n{\"name\": \"get_time\", \"arguments\": {}}";

    [Theory]
    [InlineData("Noon.", true)]
    [InlineData("Noon." + Separator, true)]
    [InlineData(TimeOfGigaChat, true)]
    [InlineData("One moment." + TimeOfGigaChat, true)]
    [InlineData("Noon." + Separator + "user", false)]
    [InlineData(TimeOfGigaChat + Separator, false)]
    public void GigaChat_AnAnswer_IsATextThatMayEndAsMessagesDoOrGoOnWithOneCall(string answer, bool fits) =>
        Assert.Equal(fits, Matching.Matches(Compile(JsonToolForms.GigaChat3, ToolChoice.Auto), answer));

    [Fact]
    public void GigaChat_ACallThatMustCome_IsNoEndOfAText()
    {
        var grammar = Compile(JsonToolForms.GigaChat3, ToolChoice.Required);

        Assert.True(Matching.Matches(grammar, TimeOfGigaChat));
        Assert.False(Matching.Matches(grammar, Separator));
    }

    [Fact]
    public void GigaChat_ATextThatEndsAsMessagesDo_IsReadWithoutThat()
    {
        var reader = new ToolCallReader(JsonToolForms.GigaChat3, JsonToolForms.GigaChat3.Readers([]));

        var pieces = $"Noon.\n{Separator}".Select(c => reader.Read(c.ToString())).ToList();

        Assert.Equal("Noon.\n", string.Concat(pieces.Select(piece => piece.Text)) + reader.Flush());
        Assert.All(pieces, piece => Assert.Empty(piece.Calls));
        Assert.False(reader.HasWholeCalls);
    }

    [Fact]
    public async Task GigaChat_ATriggerWithLineBreaksThatIsAControlToken_ComesAsThatToken()
    {
        using var model = ToolModels.LoadWithControl(ToolModels.GigaChat3, Separator);
        var token = Assert.Single(model.Vocabulary.Tokenize(Separator, parseSpecial: true));
        var options = new GenerationOptions { Temperature = 1.5, Seed = 1, MaxTokens = 300, TopLogprobs = 0, Tools = new ToolUse([ToolFunctions.Time], ToolChoice.Required) };
        var prompt = Assert.IsType<PromptOutcome.Prepared>(model.Prepare([new ChatMessage(ChatRoles.User, "What time is it?")], options.Tools)).Prompt;

        var answer = await model.AnswerAsync(prompt, options);

        Assert.Equal([token], model.Description.Tools!.Tokens.Shown.Keys);
        Assert.Equal(("", FinishReason.ToolCalls), (answer.Text, answer.Finish.Reason));
        Assert.Equal((Separator, null), answer.Pieces.SelectMany(piece => piece.Logprobs).Select(logprob => (logprob.Text, logprob.Bytes)).First());
        Assert.Equal("get_time", Assert.Single(answer.Pieces.SelectMany(piece => piece.ToolCalls), part => part.Name is not null).Name);
    }

    private static GrammarProgram Compile(ToolForm form, ToolChoice choice) => ToolGrammar.Compile(new ToolUse([ToolFunctions.Time], choice), new ToolFamily(form));
}
