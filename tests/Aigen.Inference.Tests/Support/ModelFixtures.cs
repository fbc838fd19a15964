namespace Aigen.Inference.Tests.Support;

/// <summary>The embedded model, loaded once for the tests of a class.</summary>
public sealed class TinyModel : IDisposable
{
    public LlamaModel Model { get; } = TestModels.LoadTiny();

    public void Dispose() => Model.Dispose();
}

/// <summary>SmolLM2, loaded once for the tests of a class, if it is there.</summary>
public sealed class SmolModel : IDisposable
{
    private readonly Lazy<LlamaModel> _model = new(() =>
        // One thread: several wait for each other by spinning, which takes forever while other tests use the cores.
        LlamaModel.Load(new ModelOptions { Path = TestModels.SmolPath!, MaxContextLength = 2048, Threads = 1 }));

    public LlamaModel Model => _model.Value;

    public void Dispose()
    {
        if (_model.IsValueCreated) _model.Value.Dispose();
    }
}
