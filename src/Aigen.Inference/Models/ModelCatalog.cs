using System.Diagnostics.CodeAnalysis;

namespace Aigen.Inference;

/// <summary>The resident models by id. Owns them.</summary>
public sealed class ModelCatalog : IDisposable
{
    private readonly Dictionary<string, ILanguageModel> _byId = new(StringComparer.Ordinal);

    /// <param name="models">At least one; the first is the default.</param>
    /// <exception cref="ArgumentException">There is no model, or two have the same id.</exception>
    public ModelCatalog(IEnumerable<ILanguageModel> models)
    {
        All = [.. models];
        if (All.Count == 0) throw new ArgumentException("there is no model", nameof(models));
        foreach (var model in All)
            if (!_byId.TryAdd(model.Description.Id, model))
                throw new ArgumentException($"two models have the id {model.Description.Id}", nameof(models));
    }

    /// <summary>Every model, in the order given.</summary>
    public IReadOnlyList<ILanguageModel> All { get; }

    /// <summary>The model for requests that name none.</summary>
    public ILanguageModel Default => All[0];

    /// <summary>Finds a model by its id, letter case included.</summary>
    public bool TryGet(string id, [MaybeNullWhen(false)] out ILanguageModel model) => _byId.TryGetValue(id, out model);

    /// <summary>Disposes every model.</summary>
    public void Dispose()
    {
        foreach (var model in All) model.Dispose();
    }
}
