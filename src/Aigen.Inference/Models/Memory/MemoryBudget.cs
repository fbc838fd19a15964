namespace Aigen.Inference;

/// <summary>What all resident models together may take.</summary>
/// <param name="Limit">Bytes.</param>
/// <param name="Machine">Says what the machine has at the moment.</param>
public sealed record MemoryBudget(long Limit, Func<MachineMemory> Machine)
{
    // The rest is for the ledger, for caches and for whatever else runs there.
    private const double Share = 0.75;

    /// <summary>
    /// How long a model that was loaded stays although another needs its room; so long, the other waits. Those who ask in turn for models
    /// that do not fit together have one loaded in each such time, and not at each request.
    /// </summary>
    public TimeSpan MinResidency { get; init; }

    /// <summary>Three quarters of this machine, or as many bytes as were asked for.</summary>
    public static MemoryBudget OfMachine(long? limit = null) => new(limit ?? (long)(MachineMemory.Read().Total * Share), MachineMemory.Read);
}
