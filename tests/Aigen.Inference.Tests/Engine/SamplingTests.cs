using System.Text;
using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Engine;

public sealed class SamplingTests(TinyModel tiny) : IClassFixture<TinyModel>
{
    private static readonly GenerationOptions Wild = new() { Temperature = 1.5, TopK = 0, TopP = 1, MinP = 0, MaxTokens = 60 };

    [Fact]
    public async Task Generate_TheSameSeed_GivesTheSameText()
    {
        var first = await tiny.Model.AskAsync("Tell me a story.", Wild with { Seed = 42 });
        var second = await tiny.Model.AskAsync("Tell me a story.", Wild with { Seed = 42 });

        Assert.Equal(first.Text, second.Text);
        Assert.Equal(42u, first.Finish.Seed);
    }

    [Fact]
    public async Task Generate_NoSeed_DrawsOneAndReportsIt()
    {
        var seeds = new HashSet<uint>();
        for (var i = 0; i < 3; i++) seeds.Add((await tiny.Model.AskAsync("Hello", Wild with { MaxTokens = 1 })).Finish.Seed);

        Assert.True(seeds.Count > 1);
    }

    [Fact]
    public async Task Generate_OtherSeeds_GiveOtherTexts()
    {
        var texts = new HashSet<string>();
        for (uint seed = 0; seed < 5; seed++) texts.Add((await tiny.Model.AskAsync("Tell me a story.", Wild with { Seed = seed })).Text);

        Assert.True(texts.Count > 1);
    }

    [Fact]
    public async Task Generate_TopKOfOne_IsGreedy()
    {
        var greedy = await tiny.Model.AskAsync("Tell me a story.");

        var sampled = await tiny.Model.AskAsync("Tell me a story.", Wild with { TopK = 1, MaxTokens = Ask.Greedy.MaxTokens });

        Assert.Equal(greedy.Text, sampled.Text);
    }

    [Fact]
    public async Task Generate_APresencePenalty_ChangesAGreedyAnswer()
    {
        var plain = await tiny.Model.AskAsync("Tell me a story.");

        var penalised = await tiny.Model.AskAsync("Tell me a story.", Ask.Greedy with { PresencePenalty = 2, FrequencyPenalty = 2 });

        Assert.NotEqual(plain.Text, penalised.Text);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Generate_Mirostat_GivesTheSameTextForTheSameSeedAndAnotherForAnotherAim(int version)
    {
        var options = Wild with { Mirostat = version, MirostatTau = 3, Seed = 7 };

        var first = await tiny.Model.AskAsync("Tell me a story.", options);
        var second = await tiny.Model.AskAsync("Tell me a story.", options);
        var wilder = await tiny.Model.AskAsync("Tell me a story.", options with { MirostatTau = 12 });

        Assert.Equal(first.Text, second.Text);
        Assert.NotEqual(first.Text, wilder.Text);
    }

    [Fact]
    public async Task Generate_ATypicalPNearZero_LeavesOneTokenEachTime()
    {
        var one = await tiny.Model.AskAsync("Tell me a story.", Wild with { TypicalP = 0, Seed = 1 });
        var other = await tiny.Model.AskAsync("Tell me a story.", Wild with { TypicalP = 0, Seed = 2 });

        Assert.Equal(one.Text, other.Text);
    }

    [Fact]
    public async Task Generate_ABiasAgainstTheFirstToken_BeginsOtherwise()
    {
        var plain = await tiny.Model.AskAsync("What is the capital of France?");
        var token = tiny.Model.Vocabulary.Tokenize(plain.Text, parseSpecial: false)[0];

        foreach (var bias in (double[])[-100, double.NegativeInfinity])
        {
            var options = Ask.Greedy with { LogitBias = new Dictionary<int, double> { [token] = bias } };
            var biased = await tiny.Model.AskAsync("What is the capital of France?", options);
            Assert.DoesNotContain(token, tiny.Model.Vocabulary.Tokenize(biased.Text, parseSpecial: false).Take(1));
        }
    }

    [Fact]
    public void Generate_ABiasForATokenThatTheModelHasNot_IsRefused()
    {
        var options = Ask.Greedy with { LogitBias = new Dictionary<int, double> { [tiny.Model.Vocabulary.Size] = 1 } };

        var refused = Assert.Throws<ArgumentException>(() => tiny.Model.GenerateAsync(tiny.Model.Prompt("Hi"), options, 1, default));

        Assert.Contains($"allowed tokens 0 to {tiny.Model.Vocabulary.Size - 1}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_IgnoreEos_GoesOnUntilMaxTokens()
    {
        var answer = await tiny.Model.AskAsync("What is the capital of France?", Ask.Greedy with { IgnoreEos = true, MaxTokens = 40 });

        Assert.StartsWith("The capital of France is Paris.", answer.Text, StringComparison.Ordinal);
        Assert.Equal((FinishReason.Length, 40), (answer.Finish.Reason, answer.Finish.CompletionTokens));
    }

    [Fact]
    public async Task Generate_UnlikelyTokens_NeverSplitsACodePoint()
    {
        // At this temperature nearly every token is as likely as any other, the single bytes of the vocabulary among them.
        var options = Wild with { Temperature = 2, MaxTokens = 400 };
        for (uint seed = 0; seed < 5; seed++)
        {
            var answer = await tiny.Model.AskAsync("Hello", options with { Seed = seed });
            Assert.All(answer.Pieces, piece => Assert.True(IsWellFormed(piece.Text)));
        }

        static bool IsWellFormed(string text) => text == Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
    }
}
