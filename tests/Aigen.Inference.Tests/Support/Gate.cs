namespace Aigen.Inference.Tests.Support;

/// <summary>
/// Stands before the engine's steps and halts it there until it is opened: so a test knows what the engine does while it looks at
/// something else. The first step computes a short prompt and the first token, each other one the next token.
/// </summary>
internal sealed class Gate : IDisposable
{
    private readonly ManualResetEventSlim _open = new();
    private readonly TaskCompletionSource _halted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly InferenceEngine _engine;
    private readonly int _haltAfter;

    /// <param name="model">The model whose engine is to halt; nobody uses it yet.</param>
    /// <param name="haltAfter">So many steps are computed before.</param>
    public Gate(LlamaModel model, int haltAfter = 0)
    {
        (_engine, _haltAfter) = (model.Engine, haltAfter);
        _engine.Stepping = Look;
    }

    /// <summary>Ends when the engine halts at the gate.</summary>
    public Task Halted => _halted.Task;

    /// <summary>Steps that were begun, the one at the gate not counted.</summary>
    public int Steps { get; private set; }

    public void Open() => _open.Set();

    public void Dispose()
    {
        _engine.Stepping = null;
        _open.Set();
        _open.Dispose();
    }

    private void Look()
    {
        if (Steps == _haltAfter)
        {
            _halted.TrySetResult();
            _open.Wait();
        }

        Steps++;
    }
}
