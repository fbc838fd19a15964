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
}
