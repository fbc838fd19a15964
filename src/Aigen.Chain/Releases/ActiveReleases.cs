using System.Collections.Frozen;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>The active release of each registered model, held in memory: every request for a model asks for it.</summary>
public sealed class ActiveReleases
{
    private readonly IStateReader _state;
    private volatile Loaded _loaded;

    public ActiveReleases(IStateReader state)
    {
        _state = state;
        _loaded = Load();
    }

    /// <summary>In the order in which their models were registered.</summary>
    public IReadOnlyList<ModelRelease> All => _loaded.All;

    /// <summary>Null for a model that nobody registered.</summary>
    public ModelRelease? Find(string modelId) => _loaded.ByModel.GetValueOrDefault(modelId);

    /// <summary>A block was written.</summary>
    internal void Follow(Block block)
    {
        if (block.Orders.Any(static order => order is ReleaseOrder or UpgradeDecisionOrder))
        {
            _loaded = Load();
        }
    }

    private Loaded Load()
    {
        ModelRelease[] all = [.. ReleaseRegistry.Models(_state).Select(Active)];
        return new Loaded(all, all.ToFrozenDictionary(release => release.ModelId, StringComparer.Ordinal));
    }

    private ModelRelease Active(string modelId) => ModelRelease.Load(_state, ModelRelease.IdOf(modelId, ReleaseRegistry.ActiveVersion(_state, modelId)!))!;

    private sealed record Loaded(IReadOnlyList<ModelRelease> All, FrozenDictionary<string, ModelRelease> ByModel);
}
