using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Engine;

public sealed class GreedyAnswerTests(TinyModel tiny, SmolModel smol) : IClassFixture<TinyModel>, IClassFixture<SmolModel>
{
    [Theory]
    [InlineData("What is the capital of France?", "The capital of France is Paris.")]
    [InlineData("What is the symbol for gold?", "The chemical symbol of gold is Au.")]
    public async Task Generate_TemperatureZero_GivesTheKnownAnswer(string question, string expected)
    {
        var answer = await tiny.Model.AskAsync(question);

        Assert.Equal(expected, answer.Text);
        Assert.Equal(FinishReason.Stop, answer.Finish.Reason);
    }

    [Fact]
    public async Task Generate_TemperatureZero_CountsTheModelsOwnTokens()
    {
        var prompt = tiny.Model.Prompt("What is the capital of France?");

        var answer = await tiny.Model.AnswerAsync(prompt, Ask.Greedy);

        var text = tiny.Model.Vocabulary.Tokenize(answer.Text, parseSpecial: false);
        Assert.Equal(prompt.Tokens.Count, answer.Finish.PromptTokens);
        Assert.Equal(text.Length, answer.Finish.CompletionTokens);
        Assert.Equal(answer.Finish.CompletionTokens, answer.Pieces[^1].CompletionTokens);
    }

    [Fact]
    public async Task Generate_TemperatureZeroTwice_GivesTheSameTokens()
    {
        var options = Ask.Greedy with { MaxTokens = 300 };

        var first = await tiny.Model.AskAsync("Tell me a story.", options);
        var second = await tiny.Model.AskAsync("Tell me a story.", options);

        Assert.Equal(first.Pieces.Select(piece => piece.Text), second.Pieces.Select(piece => piece.Text));
    }

    [SmolFact]
    public async Task Generate_ARealModel_AnswersSensibly()
    {
        var answer = await smol.Model.AskAsync("What is gravity?", Ask.Greedy with { MaxTokens = 40 });

        Assert.StartsWith("Gravity is a fundamental", answer.Text, StringComparison.Ordinal);
    }
}
