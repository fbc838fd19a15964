using System.Text;
using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Engine;

public sealed class LogprobsTests(TinyModel tiny) : IClassFixture<TinyModel>
{
    private const string Question = "What is the capital of France?";

    private static readonly GenerationOptions Wild = new() { Temperature = 2, TopK = 0, TopP = 1, MinP = 0, MaxTokens = 200, TopLogprobs = 20 };

    [Fact]
    public async Task Generate_NotAskedFor_HasNone() =>
        Assert.All((await tiny.Model.AskAsync(Question)).Pieces, piece => Assert.Empty(piece.Logprobs));

    [Fact]
    public async Task Generate_Greedy_ChoosesTheLikeliestOfEachPlace()
    {
        var answer = await tiny.Model.AskAsync(Question, Ask.Greedy with { TopLogprobs = 5 });

        var tokens = Tokens(answer);
        Assert.Equal(answer.Finish.CompletionTokens, tokens.Count);
        Assert.Equal(answer.Text, string.Concat(tokens.Select(token => token.Text)));
        Assert.All(tokens, token =>
        {
            Assert.Equal((token.Text, token.Logprob), (token.Top[0].Text, token.Top[0].Logprob));
            Assert.Equal(5, token.Top.Count);
            Assert.Equal(token.Top.OrderByDescending(top => top.Logprob), token.Top);
            Assert.InRange(token.Top.Sum(top => Math.Exp(top.Logprob)), 0.1, 1.00001);
        });
    }

    [Fact]
    public async Task Generate_NoAlternatives_HasTheTokensAlone()
    {
        var tokens = Tokens(await tiny.Model.AskAsync(Question, Ask.Greedy with { TopLogprobs = 0 }));

        Assert.All(tokens, token => Assert.Empty(token.Top));
        Assert.All(tokens, token => Assert.InRange(token.Logprob, -5f, 0f));
    }

    [Fact]
    public async Task Generate_TemperatureBiasAndCutOffs_LeaveTheLogprobsAsTheModelHasThem()
    {
        var plain = Tokens(await tiny.Model.AskAsync(Question, Ask.Greedy with { TopLogprobs = 3, MaxTokens = 1, Seed = 1 }))[0];
        var first = tiny.Model.Vocabulary.Tokenize(plain.Text, parseSpecial: false)[0];
        var never = new Dictionary<int, double> { [first] = double.NegativeInfinity };

        var other = Tokens(await tiny.Model.AskAsync(
            Question, Wild with { TopLogprobs = 3, MaxTokens = 1, TopK = 2, LogitBias = never, PresencePenalty = 2, Seed = 1 }))[0];

        Assert.NotEqual(plain.Text, other.Text);
        Assert.True(other.Logprob < plain.Logprob);
        Assert.Equal(plain.Top.Select(top => (top.Text, top.Logprob)), other.Top.Select(top => (top.Text, top.Logprob)));
    }

    [Fact]
    public async Task Generate_AStopString_HasNoLogprobsOfItsTokens()
    {
        var answer = await tiny.Model.AskAsync(Question, Ask.Greedy with { TopLogprobs = 0, Stop = [" is Paris"] });

        Assert.Equal("The capital of France", answer.Text);
        Assert.Equal(answer.Text, string.Concat(Tokens(answer).Select(token => token.Text)));
        Assert.True(Tokens(answer).Count < answer.Finish.CompletionTokens);
    }

    [Fact]
    public async Task Generate_TextHeldBackForAStopStringThatNeverComes_BringsItsLogprobsAlong()
    {
        var answer = await tiny.Model.AskAsync(Question, Ask.Greedy with { TopLogprobs = 0, Stop = [" France is Rome"] });

        Assert.Contains(answer.Pieces, piece => piece.Logprobs.Count > 1);
        Assert.All(answer.Pieces, piece => Assert.Equal(piece.Text, string.Concat(piece.Logprobs.Select(token => token.Text))));
    }

    [Fact]
    public async Task Generate_CodePointsInSeveralTokens_HaveTheBytesOfEach()
    {
        // Nearly every token is as likely as any other, the single bytes of the vocabulary among them.
        var answer = await tiny.Model.AskAsync("Hello", Wild with { Seed = 3, IgnoreEos = true });

        var tokens = Tokens(answer);
        Assert.Equal(answer.Finish.CompletionTokens, tokens.Count);
        Assert.Equal(answer.Text, Encoding.UTF8.GetString([.. tokens.SelectMany(token => token.Bytes ?? [])]));
        Assert.Contains(tokens, token => token.Bytes is [>= 0x80]);
        Assert.All(tokens, token => Assert.InRange(token.Logprob, TokenLogprob.Least, 0));
    }

    private static List<TokenLogprob> Tokens(Answer answer) => [.. answer.Pieces.SelectMany(piece => piece.Logprobs)];
}
