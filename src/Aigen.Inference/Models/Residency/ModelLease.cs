namespace Aigen.Inference;

/// <summary>A resident model that stays so until this is disposed of.</summary>
public sealed class ModelLease : IDisposable
{
    private Action? _giveBack;

    internal ModelLease(ILanguageModel model, Action giveBack) => (Model, _giveBack) = (model, giveBack);

    /// <summary>The model.</summary>
    public ILanguageModel Model { get; }

    /// <summary>Lets the model be unloaded; a second time has no effect.</summary>
    public void Dispose() => Interlocked.Exchange(ref _giveBack, null)?.Invoke();
}
