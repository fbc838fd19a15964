namespace Aigen.Inference.Tests.Support;

/// <summary>A catalog of models a, b, c, d, all of which are the embedded file, in a memory that the test makes up.</summary>
internal sealed class Shelf : ManualClock, IDisposable
{
    private readonly Dictionary<string, TaskCompletionSource> _held = [];

    /// <param name="room">How many of the models the budget has room for.</param>
    /// <param name="machine">What the machine has; by default more than enough.</param>
    /// <param name="minResidency">How long a model stays although another needs its room.</param>
    public Shelf(int room, Func<MachineMemory>? machine = null, TimeSpan minResidency = default)
    {
        var budget = new MemoryBudget(room * Need.Total, machine ?? (() => new MachineMemory(1L << 40, 1L << 40))) { MinResidency = minResidency };
        Catalog = new ModelCatalog(new[] { "a", "b", "c", "d" }.Select(id => Options with { Id = id }), budget, LoadAsync, this);
    }

    public static ModelOptions Options { get; } = TestModels.TinyOptions with { Parallel = 1, QueueLimit = 10 };

    /// <summary>What each of them takes.</summary>
    public static ModelNeed Need { get; } = ModelNeed.Of(GgufHeader.Read(TestModels.TinyPath), Options);

    public ModelCatalog Catalog { get; }

    /// <summary>The loads that were begun.</summary>
    public List<string> Loads { get; } = [];

    /// <summary>The models whose file is found to be no good.</summary>
    public HashSet<string> Broken { get; } = [];

    /// <summary>Has the next load of a model wait for what this returns.</summary>
    public TaskCompletionSource Hold(string id) => _held[id] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task<IdleModel> UseAsync(string id)
    {
        using var lease = await Catalog.BorrowAsync(id, default);
        return (IdleModel)lease.Model;
    }

    public async Task<string> ResidentAsync()
    {
        var resident = "";
        foreach (var id in Catalog.Ids)
            if ((await Catalog.DescribeAsync(id, default)).IsLoaded)
                resident += id;
        return resident;
    }

    public void Dispose() => Catalog.Dispose();

    private async Task<ILanguageModel> LoadAsync(ModelOptions options, GgufHeader header, Task<string> sha256, CancellationToken cancellationToken)
    {
        lock (Loads) Loads.Add(options.EffectiveId);
        if (_held.TryGetValue(options.EffectiveId, out var held)) await held.Task.WaitAsync(cancellationToken);
        return Broken.Contains(options.EffectiveId) ? throw new ModelLoadException(options.Path, "it is broken") : new IdleModel(options.EffectiveId);
    }
}
