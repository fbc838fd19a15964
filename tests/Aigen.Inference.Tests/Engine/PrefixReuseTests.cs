using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Engine;

public sealed class PrefixReuseTests
{
    private static readonly string System = string.Join(' ', Enumerable.Range(1, 20).Select(i => $"Rule {i}: be brief and kind."));

    [Fact]
    public async Task Generate_TheSamePromptAgain_ComputesItsLastTokenAlone()
    {
        using var model = TestModels.LoadTiny();
        var prompt = model.Prompt("Tell me a story.");

        var fresh = await model.AnswerAsync(prompt, Ask.Greedy);
        var again = await model.AnswerAsync(prompt, Ask.Greedy);

        Assert.Equal(0, fresh.Finish.CachedTokens);
        Assert.Equal(prompt.Tokens.Count - 1, again.Finish.CachedTokens);
    }

    [Fact]
    public async Task Generate_TheNextTurnOfAChat_ComputesOnlyWhatIsNew()
    {
        using var model = TestModels.LoadTiny();
        var question = new ChatMessage(ChatRoles.User, "What is the capital of France?");
        var first = await model.AnswerAsync(model.Prompt(question), Ask.Greedy);
        var next = model.Prompt(question, new ChatMessage(ChatRoles.Assistant, first.Text), new ChatMessage(ChatRoles.User, "And of Japan?"));

        var second = await model.AnswerAsync(next, Ask.Greedy);

        Assert.Equal(first.Finish.PromptTokens + first.Finish.CompletionTokens, second.Finish.CachedTokens);
    }

    [Fact]
    public async Task Generate_ASystemPromptThatARunningRequestHas_IsNotComputedAgain()
    {
        using var model = LlamaModel.Load(TestModels.TinyOptions with { Parallel = 3 });
        using var gate = new Gate(model, haltAfter: 3);
        var running = model.AnswerAsync(Prompt(model, "Tell me a story."), Ask.Greedy);
        await gate.Halted;

        string[] questions = ["What is the capital of France?", "What is the symbol for gold?"];
        var others = questions.Select(question => model.AnswerAsync(Prompt(model, question), Ask.Greedy)).ToList();
        gate.Open();

        var shared = model.Vocabulary.Tokenize(System, parseSpecial: false).Length;
        Assert.All(await Task.WhenAll(others), answer => Assert.True(answer.Finish.CachedTokens >= shared));
        Assert.Equal(0, (await running).Finish.CachedTokens);
    }

    [Fact]
    public async Task Generate_MorePromptsThanSlots_ForgetsTheOneUsedLeastRecently()
    {
        using var model = LlamaModel.Load(TestModels.TinyOptions with { Parallel = 2 });
        var (a, b, c) = (Numbers(100), Numbers(1000), Numbers(2000));
        foreach (var prompt in new[] { a, b, a, c }) await model.AnswerAsync(prompt, Ask.Greedy with { MaxTokens = 1 });

        var cached = new List<int>();
        foreach (var prompt in new[] { a, c, b }) cached.Add((await model.AnswerAsync(prompt, Ask.Greedy with { MaxTokens = 1 })).Finish.CachedTokens);

        Assert.Equal([99, 99, 0], cached);
    }

    [Fact]
    public async Task Generate_ASeed_ReusesNothingAndGivesTheSameEveryTime()
    {
        using var model = TestModels.LoadTiny();
        var options = new GenerationOptions { Temperature = 1.2, TopK = 0, TopP = 1, MinP = 0, Seed = 7, MaxTokens = 60 };
        var prompt = Prompt(model, "Tell me a story.");

        var alone = await model.AnswerAsync(prompt, options);
        var company = Enumerable.Range(0, 5).Select(_ => model.AskAsync("Tell me a story.", Ask.Greedy)).ToList();
        var pinned = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => model.AnswerAsync(prompt, options)));
        await Task.WhenAll(company);

        Assert.All(pinned, answer => Assert.Equal((alone.Text, 0, ComputePath.Pinned), (answer.Text, answer.Finish.CachedTokens, answer.Finish.Path)));
        Assert.Equal(ComputePath.Batched, (await company[0]).Finish.Path);
    }

    private static PreparedPrompt Prompt(LlamaModel model, string question) =>
        model.Prompt(new ChatMessage(ChatRoles.System, System), new ChatMessage(ChatRoles.User, question));

    private static PreparedPrompt Numbers(int from) => new("", [.. Enumerable.Range(from, 100)]);
}
