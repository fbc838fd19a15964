namespace Aigen.Node.Store;

/// <summary>What is to be fetched.</summary>
/// <param name="Source">Where it is.</param>
/// <param name="Part">The file that grows.</param>
/// <param name="Sha256">What the whole file must have; null where the source is to say it.</param>
/// <param name="Size">How long it must be, where that is known.</param>
internal sealed record DownloadPlan(Uri Source, string Part, string? Sha256, long? Size)
{
    /// <summary>How often a connection that broke is tried again, each wait being twice the one before.</summary>
    public int Retries { get; init; } = 6;

    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);
}
