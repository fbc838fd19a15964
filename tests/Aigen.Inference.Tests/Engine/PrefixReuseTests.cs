using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Engine;

public sealed class PrefixReuseTests(SmolModel smol) : IClassFixture<SmolModel>
{
    private static readonly string System = string.Join(' ', Enumerable.Range(1, 20).Select(i => $"Rule {i}: be brief and kind."));

    // Sampling follows every bit of the logits: a difference anywhere soon leads to another text.
    private static readonly GenerationOptions[] Ways =
        [Ask.Greedy with { MaxTokens = 40 }, new() { Temperature = 1.2, TopK = 0, TopP = 1, MinP = 0, Seed = 7, MaxTokens = 40 }];

    [Fact]
    public async Task Generate_ABeginningInTheCache_ReportsItAndAnswersTheSame()
    {
        using var model = TestModels.LoadTiny();
        await AssertReuseChangesNothingAsync(model, TestModels.TinyOptions.PrefillChunk);
    }

    [SmolFact]
    public Task Generate_ABeginningInTheCacheOfARealModel_AnswersTheSame() =>
        AssertReuseChangesNothingAsync(smol.Model, TestModels.TinyOptions.PrefillChunk);

    [Fact]
    public void Match_APromptOfWholeChunks_LeavesTheLastOneToCompute()
    {
        var cache = new PrefixCache(chunkSize: 4);
        cache.Add([1, 2, 3, 4]);
        cache.Add([5, 6, 7, 8]);
        cache.Add([9]);

        Assert.Equal(8, cache.Count);
        Assert.Equal(8, cache.Match([1, 2, 3, 4, 5, 6, 7, 8, 9]));
        Assert.Equal(4, cache.Match([1, 2, 3, 4, 5, 6, 7, 8]));
        Assert.Equal(4, cache.Match([1, 2, 3, 4, 5, 6, 0, 8, 9]));
        Assert.Equal(0, cache.Match([1, 2, 3, 4]));
        Assert.Equal(0, cache.Match([0, 2, 3, 4, 5, 6]));
    }

    private static async Task AssertReuseChangesNothingAsync(LlamaModel model, int chunk)
    {
        foreach (var options in Ways)
            foreach (var question in new[] { "What is the capital of France?", "Tell me a story.", "What is the symbol for gold?" })
            {
                var prompt = model.Prompt(new ChatMessage(ChatRoles.System, System), new ChatMessage(ChatRoles.User, question));
                await model.AskAsync("Hello", Ask.Greedy with { MaxTokens = 1 });
                var fresh = await model.AnswerAsync(prompt, options);
                var reused = await model.AnswerAsync(prompt, options);

                Assert.Equal(0, fresh.Finish.CachedTokens);
                Assert.Equal((prompt.Tokens.Count - 1) / chunk * chunk, reused.Finish.CachedTokens);
                Assert.True(reused.Finish.CachedTokens >= chunk);
                Assert.Equal(fresh.Text, reused.Text);
            }
    }
}
