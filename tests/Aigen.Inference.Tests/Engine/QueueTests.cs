using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Engine;

public sealed class QueueTests
{
    [Fact]
    public async Task Generate_TheQueueIsFull_IsRefusedWithTheNumbers()
    {
        using var model = LlamaModel.Load(TestModels.TinyOptions with { QueueLimit = 1, Parallel = 1 });
        using var gate = new Gate(model);
        var running = model.AskAsync("What is the capital of France?", Ask.Greedy);
        await gate.Halted;
        var waiting = model.AskAsync("What is the symbol for gold?");

        var busy = await Assert.ThrowsAsync<EngineBusyException>(() => model.AskAsync("Hello"));

        Assert.Equal("model aigen-tiny is busy: 1 requests wait, limit 1", busy.Message);
        Assert.Equal((1, 1), (busy.Waiting, busy.QueueLimit));
        gate.Open();
        Assert.Equal("The capital of France is Paris.", (await running).Text);
        Assert.Equal("The chemical symbol of gold is Au.", (await waiting).Text);
    }

    [Fact]
    public async Task Generate_EverySlotIsTaken_TellsThePlaceInTheQueue()
    {
        using var model = LlamaModel.Load(TestModels.TinyOptions with { Parallel = 1 });
        await model.AskAsync("Hello");
        using var gate = new Gate(model);
        var running = model.AskAsync("What is the capital of France?");
        await gate.Halted;
        var answers = new List<IAsyncEnumerator<CompletionPiece>>();
        for (var i = 0; i < 2; i++)
        {
            answers.Add(model.GenerateAsync(model.Prompt("Hello"), Ask.Greedy, 1, default).GetAsyncEnumerator());
            Assert.True(await answers[i].MoveNextAsync());
        }

        Assert.Equal([1, 2], answers.Select(answer => answer.Current.Queue!.Position));
        Assert.All(answers, answer => Assert.True(answer.Current.Queue!.EstimatedWait > TimeSpan.Zero));
        gate.Open();
        Assert.Null((await running).Pieces[0].Queue);
        foreach (var answer in answers)
        {
            Assert.True(await answer.MoveNextAsync());
            Assert.Null(answer.Current.Queue);
            await answer.DisposeAsync();
        }
    }

    [Fact]
    public async Task Problem_AStepThatDoesNotEnd_IsTold()
    {
        using var model = LlamaModel.Load(TestModels.TinyOptions with { StepPatience = TimeSpan.FromSeconds(1) });
        using var gate = new Gate(model);
        Assert.Null(model.Problem);
        var running = model.AskAsync("What is the capital of France?");
        await gate.Halted;

        Assert.True(SpinWait.SpinUntil(() => model.Problem is not null, TimeSpan.FromSeconds(30)));

        Assert.StartsWith("model aigen-tiny: a step has run for 1 s, and should end within 1 s", model.Problem, StringComparison.Ordinal);
        gate.Open();
        await running;
        Assert.Null(model.Problem);
    }

    [Fact]
    public async Task Generate_SomethingUnforeseenInTheEngine_FailsThatRequestAlone()
    {
        using var model = TestModels.LoadTiny();
        var odd = Ask.Greedy with { LogitBias = new OddBias() };

        var failure = await Assert.ThrowsAsync<InferenceException>(() => model.AskAsync("Hello", odd));

        Assert.Equal("model aigen-tiny failed: odd", failure.Message);
        Assert.Equal("The capital of France is Paris.", (await model.AskAsync("What is the capital of France?")).Text);
    }

    [Fact]
    public async Task Generate_ManyAtOnce_GivesEachItsOwnAnswer()
    {
        using var model = TestModels.LoadTiny();
        string[] questions =
        [
            "What is the capital of France?", "What is the symbol for gold?", "What is the capital of Japan?", "Hello",
            "What is the opposite of hot?", "Tell me a story.", "What is 2 + 3?", "What month comes after May?",
        ];
        var alone = new List<string>();
        foreach (var question in questions) alone.Add((await model.AskAsync(question)).Text);

        var together = await Task.WhenAll(questions.Select(question => Task.Run(() => model.AskAsync(question))));

        Assert.Equal(alone, together.Select(answer => answer.Text));
        Assert.Equal(questions.Length, alone.Distinct().Count());
    }

    [Fact]
    public async Task Generate_AReaderThatNeverReads_DoesNotHoldUpOthers()
    {
        using var model = TestModels.LoadTiny();
        await using var slow = model.GenerateAsync(model.Prompt("Tell me a story."), Ask.Greedy, 1, default).GetAsyncEnumerator();
        Assert.True(await slow.MoveNextAsync());

        var other = await model.AskAsync("What is the symbol for gold?");

        Assert.Equal("The chemical symbol of gold is Au.", other.Text);
        Assert.True(await slow.MoveNextAsync());
    }

    [Fact]
    public async Task Dispose_WithRequestsInside_EndsEachWithTheReason()
    {
        var model = LlamaModel.Load(TestModels.TinyOptions with { Parallel = 1 });
        using var gate = new Gate(model, haltAfter: 3);
        var running = model.AskAsync("Tell me a story.", Ask.Greedy);
        await gate.Halted;
        var waiting = model.AskAsync("What is the symbol for gold?");
        var prompt = model.Prompt("Hello");

        var disposing = Task.Run(model.Dispose);
        await Assert.ThrowsAsync<EngineStoppedException>(() => waiting);
        gate.Open();
        await disposing;

        await Assert.ThrowsAsync<EngineStoppedException>(() => running);
        await Assert.ThrowsAsync<EngineStoppedException>(() => model.AnswerAsync(prompt, Ask.Greedy));
    }

    /// <summary>Biases that cannot be read, but only on the engine's own thread.</summary>
    private sealed class OddBias : Dictionary<int, double>, IReadOnlyDictionary<int, double>
    {
        IEnumerator<KeyValuePair<int, double>> IEnumerable<KeyValuePair<int, double>>.GetEnumerator() =>
            Thread.CurrentThread.Name?.StartsWith("inference-", StringComparison.Ordinal) == true ? throw new InvalidOperationException("odd") : GetEnumerator();
    }
}
