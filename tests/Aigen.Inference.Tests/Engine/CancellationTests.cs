using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Engine;

public sealed class CancellationTests : IDisposable
{
    private readonly LlamaModel _model = LlamaModel.Load(TestModels.TinyOptions with { QueueLimit = 1, PrefillChunk = 16 });

    public void Dispose() => _model.Dispose();

    [Fact]
    public async Task Cancel_DuringDecode_ComputesNoFurtherToken()
    {
        using var gate = new Gate(haltAtToken: 5);
        using var cancel = new CancellationTokenSource();
        var answer = _model.AnswerAsync(_model.Prompt("Tell me a story."), Ask.Greedy with { Stop = gate }, cancel.Token);
        await gate.Halted;

        await cancel.CancelAsync();
        gate.Open();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        Assert.Equal("The capital of France is Paris.", (await _model.AskAsync("What is the capital of France?")).Text);
        Assert.Equal(5, gate.Tokens);
    }

    [Fact]
    public async Task Enumeration_LeftEarly_ComputesNoFurtherToken()
    {
        using var gate = new Gate(haltAtToken: 5);
        var options = Ask.Greedy with { Stop = gate };
        await foreach (var piece in _model.GenerateAsync(_model.Prompt("Tell me a story."), options, default))
        {
            Assert.Null(piece.Finish);
            await gate.Halted;
            break;
        }

        gate.Open();

        Assert.Equal("The capital of France is Paris.", (await _model.AskAsync("What is the capital of France?")).Text);
        Assert.Equal(5, gate.Tokens);
    }

    [Fact]
    public async Task Cancel_InTheQueue_FreesThePlaceAtOnce()
    {
        using var gate = new Gate();
        using var cancel = new CancellationTokenSource();
        var running = _model.AskAsync("What is the capital of France?", Ask.Greedy with { Stop = gate });
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
        using var gate = new Gate();
        var running = _model.AskAsync("What is the capital of France?", Ask.Greedy with { Stop = gate });
        await gate.Halted;

        var cancelled = _model.AnswerAsync(_model.Prompt("Tell me a story."), Ask.Greedy, new CancellationToken(canceled: true));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal(0, _model.Engine.Waiting);
        gate.Open();
        await running;
    }

    [Fact]
    public void Cancel_DuringPrefill_EndsAfterTheChunk()
    {
        using var model = Aigen.Inference.ModelLoader.Load(TestModels.TinyOptions);
        using var session = new LlamaSession(model, contextLength: 256, chunkSize: 16, threads: 1);
        using var cancel = new CancellationTokenSource();
        var prompt = new PreparedPrompt("", [.. Enumerable.Range(100, 80)]);
        var request = new GenerationRequest(prompt, Ask.Greedy, cancel.Token);
        using var sequence = new ActiveSequence(session, new Vocabulary(model), 256, request);
        Assert.True(sequence.Step());

        cancel.Cancel();

        Assert.False(sequence.Step());
        Assert.Equal(0, sequence.CompletionTokens);
        Assert.Equal(16, session.Begin([.. prompt.Tokens]));
    }
}
