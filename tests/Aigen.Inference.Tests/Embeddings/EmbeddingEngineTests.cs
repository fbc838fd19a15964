using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Embeddings;

public sealed class EmbeddingEngineTests : IDisposable
{
    private readonly LlamaModel _model = LlamaModel.Load(TestModels.TinyOptions with { QueueLimit = 1, Parallel = 1 });
    private readonly ManualResetEventSlim _open = new();
    private readonly TaskCompletionSource _halted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _steps;

    public EmbeddingEngineTests() => _model.Embeddings!.Stepping = () =>
    {
        _halted.TrySetResult();
        _open.Wait();
        _steps++;
    };

    public void Dispose()
    {
        _open.Set();
        _model.Dispose();
    }

    [Fact]
    public async Task Embed_TheQueueIsFull_IsRefusedWithTheNumbers()
    {
        var running = _model.EmbedAsync("Hello");
        await _halted.Task;
        var waiting = _model.EmbedAsync("Gold");

        var busy = await Assert.ThrowsAsync<EngineBusyException>(() => _model.EmbedAsync("Lead"));

        Assert.Equal((1, 1), (busy.Waiting, busy.QueueLimit));
        _open.Set();
        Assert.NotEqual(await running, await waiting);
    }

    [Fact]
    public async Task Embed_WhileTheEmbeddingsHalt_AnswersGoOn()
    {
        var running = _model.EmbedAsync("Hello");
        await _halted.Task;

        Assert.Equal("The capital of France is Paris.", (await _model.AskAsync("What is the capital of France?")).Text);

        Assert.False(running.IsCompleted);
        _open.Set();
        await running;
    }

    [Fact]
    public async Task Cancel_InTheQueue_FreesThePlaceAtOnce()
    {
        using var cancel = new CancellationTokenSource();
        var running = _model.EmbedAsync("Hello");
        await _halted.Task;
        var waiting = _model.EmbedAsync([_model.Text("Gold")], null, 1, cancel.Token);
        Assert.Equal(1, _model.Embeddings!.Waiting);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(0, _model.Embeddings.Waiting);
        _open.Set();
        await running;
    }

    [Fact]
    public async Task Cancel_DuringATextOfManySteps_ComputesNoFurtherOne()
    {
        using var cancel = new CancellationTokenSource();
        var texts = Enumerable.Repeat(_model.Text(string.Concat(Enumerable.Repeat("gold and lead ", 100))), 4).ToList();
        var running = _model.EmbedAsync(texts, null, 1, cancel.Token);
        await _halted.Task;

        await cancel.CancelAsync();
        _open.Set();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await _model.EmbedAsync("Hello");
        Assert.Equal(2, _steps);
    }

    [Fact]
    public async Task Cancel_BeforeTheStart_TakesNoPlace()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _model.EmbedAsync([_model.Text("Gold")], null, 1, new CancellationToken(canceled: true)));

        Assert.Equal(0, _model.Embeddings!.Waiting);
    }

    [Fact]
    public async Task Dispose_WithRequestsInside_EndsEachWithTheReason()
    {
        var running = _model.EmbedAsync("Hello");
        await _halted.Task;
        var waiting = _model.EmbedAsync("Gold");
        var text = _model.Text("Lead");

        var disposing = Task.Run(_model.Dispose);
        await Assert.ThrowsAsync<EngineStoppedException>(() => waiting);
        _open.Set();
        await disposing;

        await Assert.ThrowsAsync<EngineStoppedException>(() => running);
        await Assert.ThrowsAsync<EngineStoppedException>(() => _model.EmbedAsync([text], null, 1, default));
    }

    [Fact]
    public async Task Embed_SomethingUnforeseenInTheEngine_FailsThatRequestAlone()
    {
        _open.Set();
        var stepping = _model.Embeddings!.Stepping;
        _model.Embeddings.Stepping = () => throw new InvalidOperationException("odd");
        Assert.Equal("model aigen-tiny failed: odd", (await Assert.ThrowsAsync<InferenceException>(() => _model.EmbedAsync("Hello"))).Message);

        _model.Embeddings.Stepping = stepping;

        Assert.Equal(256, (await _model.EmbedAsync("Hello")).Length);
    }
}
