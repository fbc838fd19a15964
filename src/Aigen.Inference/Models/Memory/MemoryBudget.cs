namespace Aigen.Inference;

/// <summary>What all resident models together may take.</summary>
/// <param name="Limit">Bytes.</param>
/// <param name="Machine">Says what the machine has at the moment.</param>
public sealed record MemoryBudget(long Limit, Func<MachineMemory> Machine)
{
    // The rest is for the ledger, for caches and for whatever else runs there.
    private const double Share = 0.75;

    /// <summary>Three quarters of this machine, or as many bytes as were asked for.</summary>
    public static MemoryBudget OfMachine(long? limit = null) => new(limit ?? (long)(MachineMemory.Read().Total * Share), MachineMemory.Read);
}
