namespace Aigen.Inference;

/// <summary>Where a request waits.</summary>
/// <param name="Position">Its place among those that wait, from 1; whoever comes later with a greater weight may still overtake it.</param>
/// <param name="EstimatedWait">From how long the answers of late took; null where none has ended yet.</param>
public sealed record QueuePlace(int Position, TimeSpan? EstimatedWait);
