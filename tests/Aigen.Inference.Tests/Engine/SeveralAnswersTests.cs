using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Engine;

public sealed class SeveralAnswersTests
{
    private const string Question = "Tell me a story.";

    private static readonly GenerationOptions Wild = new() { Temperature = 1.5, TopK = 0, TopP = 1, MinP = 0, MaxTokens = 40 };

    [Fact]
    public async Task Generate_SeveralGreedyAnswers_TakeTheStepsOfOne()
    {
        using var model = LlamaModel.Load(TestModels.TinyOptions with { Parallel = 3 });
        using var gate = new Gate(model, haltAfter: -1);
        // Its prompt is longer than a step, so that the others really wait for it.
        var prompt = new PreparedPrompt("", [.. Enumerable.Range(100, 600)]);
        var one = (await AnswersAsync(model, prompt, Ask.Greedy with { MaxTokens = 20, IgnoreEos = true })).Single();
        var steps = gate.Steps;

        var three = await AnswersAsync(model, new PreparedPrompt("", [101, .. prompt.Tokens.Skip(1)]), Ask.Greedy with { MaxTokens = 20, IgnoreEos = true, Answers = 3 });

        Assert.Equal(2 * steps, gate.Steps);
        Assert.Equal(20, one.Finish.CompletionTokens);
        Assert.All(three, answer => Assert.Equal((three[0].Text, 20), (answer.Text, answer.Finish.CompletionTokens)));
    }

    [Fact]
    public async Task Generate_SeveralGreedyAnswers_AreTheAnswerThatOneIs()
    {
        using var model = LlamaModel.Load(TestModels.TinyOptions with { Parallel = 4 });

        var answers = await AnswersAsync(model, model.Prompt("What is the capital of France?"), Ask.Greedy with { Answers = 4 });

        Assert.Equal(Enumerable.Repeat("The capital of France is Paris.", 4), answers.Select(answer => answer.Text));
    }

    [Fact]
    public async Task Generate_ASeed_GivesEachAnswerWhatTheNextSeedGivesAlone()
    {
        using var model = LlamaModel.Load(TestModels.TinyOptions with { Parallel = 4 });
        var prompt = model.Prompt(Question);
        var company = model.AskAsync(Question, Ask.Greedy);

        var answers = await AnswersAsync(model, prompt, Wild with { Seed = 7, Answers = 3 });

        await company;
        foreach (var (answer, seed) in answers.Zip([7u, 8u, 9u]))
        {
            Assert.Equal((seed, ComputePath.Pinned), (answer.Finish.Seed, answer.Finish.Path));
            Assert.Equal((await model.AnswerAsync(prompt, Wild with { Seed = seed })).Text, answer.Text);
        }

        Assert.Equal(3, answers.Select(answer => answer.Text).Distinct().Count());
    }

    [Fact]
    public async Task Generate_NoSeed_CountsUpFromOneThatIsDrawn()
    {
        using var model = LlamaModel.Load(TestModels.TinyOptions with { Parallel = 2 });

        var answers = await AnswersAsync(model, model.Prompt(Question), Wild with { Answers = 2 });

        Assert.Equal(answers[0].Finish.Seed + 1, answers[1].Finish.Seed);
        Assert.NotEqual(answers[0].Text, answers[1].Text);
    }

    [Fact]
    public async Task Generate_TheLastSeedThereIs_GoesOnWithZero()
    {
        using var model = LlamaModel.Load(TestModels.TinyOptions with { Parallel = 2 });

        var answers = await AnswersAsync(model, model.Prompt(Question), Wild with { Seed = uint.MaxValue - 1, MaxTokens = 1, Answers = 2 });

        Assert.Equal([uint.MaxValue - 1, 0], answers.Select(answer => answer.Finish.Seed));
    }

    [Fact]
    public async Task Generate_AStopStringInOneAnswer_EndsThatOneAlone()
    {
        using var model = LlamaModel.Load(TestModels.TinyOptions with { Parallel = 4 });
        var prompt = model.Prompt(Question);
        var whole = await AnswersAsync(model, prompt, Wild with { Seed = 20, Answers = 4 });
        var stop = whole[0].Text.Split(' ')[0];

        var stopped = await AnswersAsync(model, prompt, Wild with { Seed = 20, Answers = 4, Stop = [stop] });

        foreach (var (answer, all) in stopped.Zip(whole))
            Assert.Equal(all.Text.Split(stop)[0], answer.Text);
        Assert.NotEqual(whole[0].Text, stopped[0].Text);
        Assert.Contains(stopped, answer => answer.Finish.Reason == FinishReason.Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Cancel_InPrefillOrDecode_FreesTheSlotsOfAll(int haltAfter)
    {
        using var model = LlamaModel.Load(TestModels.TinyOptions with { BatchTokens = 32, Parallel = 3 });
        using var gate = new Gate(model, haltAfter);
        using var cancel = new CancellationTokenSource();
        var prompt = new PreparedPrompt("", [.. Enumerable.Range(100, 90)]);
        var answer = AnswersAsync(model, prompt, Ask.Greedy with { Answers = 3, IgnoreEos = true }, cancel.Token);
        await gate.Halted;

        await cancel.CancelAsync();
        gate.Open();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        var next = await AnswersAsync(model, model.Prompt("What is the capital of France?"), Ask.Greedy with { Answers = 3 });
        Assert.All(next, one => Assert.Equal("The capital of France is Paris.", one.Text));
    }

    [Fact]
    public async Task Generate_FewerSlotsFreeThanAnswers_WaitsAndTellsItsPlace()
    {
        using var model = LlamaModel.Load(TestModels.TinyOptions with { Parallel = 2 });
        using var gate = new Gate(model, haltAfter: 2);
        var running = model.AskAsync("What is the capital of France?");
        await gate.Halted;
        await using var pieces = model.GenerateAsync(
            model.Prompt("What is the capital of France?"), Ask.Greedy with { Answers = 2 }, 1, default).GetAsyncEnumerator();

        Assert.True(await pieces.MoveNextAsync());
        Assert.Equal(1, pieces.Current.Queue!.Position);
        gate.Open();

        var texts = new[] { "", "" };
        while (await pieces.MoveNextAsync()) texts[pieces.Current.Index] += pieces.Current.Text;
        Assert.All([.. texts, (await running).Text], text => Assert.Equal("The capital of France is Paris.", text));
    }

    [Fact]
    public void Generate_MoreAnswersThanSlots_IsRefused()
    {
        using var model = LlamaModel.Load(TestModels.TinyOptions with { Parallel = 2 });

        var refused = Assert.Throws<ArgumentException>(() => { model.GenerateAsync(model.Prompt("Hi"), Ask.Greedy with { Answers = 3 }, 1, default); });

        Assert.Contains("N is 3, allowed 1 to 2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_WhileTheyAreComputed_EndsTheRequest()
    {
        var model = LlamaModel.Load(TestModels.TinyOptions with { Parallel = 2 });
        using var gate = new Gate(model, haltAfter: 3);
        var answers = AnswersAsync(model, model.Prompt(Question), Ask.Greedy with { Answers = 2, IgnoreEos = true });
        await gate.Halted;

        var disposing = Task.Run(model.Dispose);
        gate.Open();

        await Assert.ThrowsAsync<EngineStoppedException>(() => answers);
        await disposing;
    }

    private static async Task<List<Answer>> AnswersAsync(
        LlamaModel model, PreparedPrompt prompt, GenerationOptions options, CancellationToken cancellationToken = default)
    {
        var pieces = new List<CompletionPiece>();
        await foreach (var piece in model.GenerateAsync(prompt, options, 1, cancellationToken)) pieces.Add(piece);
        return [.. pieces.GroupBy(piece => piece.Index).OrderBy(answer => answer.Key).Select(answer => new Answer(
            [.. answer], string.Concat(answer.Select(piece => piece.Text)), Assert.Single(answer, piece => piece.Finish is not null).Finish!))];
    }
}
