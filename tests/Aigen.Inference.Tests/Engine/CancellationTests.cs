using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Engine;

public sealed class CancellationTests : IDisposable
{
    private readonly LlamaModel _model = LlamaModel.Load(TestModels.TinyOptions with { QueueLimit = 1, Parallel = 1 });

    public void Dispose() => _model.Dispose();

    [Fact]
    public async Task Cancel_DuringDecode_ComputesNoFurtherToken()
    {
        using var gate = new Gate(_model, haltAfter: 5);
        using var cancel = new CancellationTokenSource();
        var answer = _model.AnswerAsync(_model.Prompt("Tell me a story."), Ask.Greedy, cancel.Token);
        await gate.Halted;

        await cancel.CancelAsync();
        gate.Open();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        await AssertStepsAsync(gate, computed: 5);
    }

    [Fact]
    public async Task Enumeration_LeftEarly_ComputesNoFurtherToken()
    {
        using var gate = new Gate(_model, haltAfter: 5);
        await foreach (var piece in _model.GenerateAsync(_model.Prompt("Tell me a story."), Ask.Greedy, 1, default))
        {
            Assert.Null(piece.Finish);
            await gate.Halted;
            break;
        }

        gate.Open();

        await AssertStepsAsync(gate, computed: 5);
    }

    [Fact]
    public async Task Cancel_InTheQueue_FreesThePlaceAtOnce()
    {
        using var gate = new Gate(_model);
        using var cancel = new CancellationTokenSource();
        var running = _model.AskAsync("What is the capital of France?", Ask.Greedy);
        await gate.Halted;
        var waiting = _model.AnswerAsync(_model.Prompt("Tell me a story."), Ask.Greedy, cancel.Token);
        Assert.Equal(1, _model.Engine.Waiting);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        Assert.Equal(0, _model.Engine.Waiting);
        gate.Open();
        Assert.Equal("The capital of France is Paris.", (await running).Text);
    }

    [Fact]
    public async Task Cancel_BeforeTheStart_TakesNoPlace()
    {
        using var gate = new Gate(_model);
        var running = _model.AskAsync("What is the capital of France?", Ask.Greedy);
        await gate.Halted;

        var cancelled = _model.AnswerAsync(_model.Prompt("Tell me a story."), Ask.Greedy, new CancellationToken(canceled: true));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal(0, _model.Engine.Waiting);
        gate.Open();
        await running;
    }

    // What another request takes is counted off: one step for each of its tokens, and one for the token that ends it. The step that the
    // engine halted before is begun with nobody in it.
    private async Task AssertStepsAsync(Gate gate, int computed)
    {
        var other = await _model.AskAsync("What is the capital of France?");
        Assert.Equal("The capital of France is Paris.", other.Text);
        Assert.Equal(computed + 1 + other.Finish.CompletionTokens + 1, gate.Steps);
    }

    [Fact]
    public async Task Cancel_DuringPrefill_EndsAfterTheStep()
    {
        using var model = LlamaModel.Load(TestModels.TinyOptions with { BatchTokens = 32, Parallel = 1 });
        using var gate = new Gate(model, haltAfter: 1);
        using var cancel = new CancellationTokenSource();
        var prompt = new PreparedPrompt("", [.. Enumerable.Range(100, 200)]);
        var answer = model.AnswerAsync(prompt, Ask.Greedy, cancel.Token);
        await gate.Halted;

        await cancel.CancelAsync();
        gate.Open();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        var again = await model.AnswerAsync(prompt, Ask.Greedy with { MaxTokens = 1 });
        Assert.Equal(32, again.Finish.CachedTokens);
    }
}
