using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Engine;

public sealed class LengthTests
{
    [Fact]
    public async Task Generate_MaxTokensReached_FinishesWithLength()
    {
        using var model = TestModels.LoadTiny();

        var answer = await model.AskAsync("What is the capital of France?", Ask.Greedy with { MaxTokens = 3 });

        Assert.Equal((FinishReason.Length, 3), (answer.Finish.Reason, answer.Finish.CompletionTokens));
        Assert.StartsWith(answer.Text, "The capital of France is Paris.", StringComparison.Ordinal);
        Assert.NotEmpty(answer.Text);
    }

    [Fact]
    public async Task Generate_TheContextIsFull_FinishesWithLength()
    {
        using var model = LlamaModel.Load(TestModels.TinyOptions with { ContextLength = 40 });
        var prompt = model.Prompt("Tell me a story.");

        var answer = await model.AnswerAsync(prompt, Ask.Greedy);

        Assert.Equal(FinishReason.Length, answer.Finish.Reason);
        Assert.Equal(40, prompt.Tokens.Count + answer.Finish.CompletionTokens);
    }

    [Fact]
    public async Task Generate_APromptOneTokenShortOfTheContext_GivesOneToken()
    {
        using var model = LlamaModel.Load(TestModels.TinyOptions with { ContextLength = 300 });
        var prompt = new PreparedPrompt("", [.. Enumerable.Range(100, 299)]);

        var answer = await model.AnswerAsync(prompt, Ask.Greedy);

        Assert.InRange(answer.Finish.CompletionTokens, 0, 1);
        Assert.Equal(299, answer.Finish.PromptTokens);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    [InlineData(301)]
    public void Generate_APromptThatDoesNotFit_IsAnArgumentException(int tokens)
    {
        using var model = LlamaModel.Load(TestModels.TinyOptions with { ContextLength = 300 });
        var prompt = new PreparedPrompt("", [.. Enumerable.Range(100, tokens)]);

        var refusal = Assert.Throws<ArgumentException>(() => { model.GenerateAsync(prompt, Ask.Greedy, 1, default); });

        Assert.StartsWith($"the prompt has {tokens} tokens, allowed 1 to 299", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void Generate_ATokenThatIsNone_IsAnArgumentException(int token)
    {
        using var model = TestModels.LoadTiny();

        Assert.Throws<ArgumentException>(() => { model.GenerateAsync(new PreparedPrompt("", [100, token]), Ask.Greedy, 1, default); });
    }

    [Fact]
    public void Generate_AnOptionOutOfRange_IsAnArgumentException()
    {
        using var model = TestModels.LoadTiny();
        var prompt = model.Prompt("Hello");

        Assert.Throws<ArgumentException>(() => { model.GenerateAsync(prompt, Ask.Greedy with { Temperature = 3 }, 1, default); });
    }
}
