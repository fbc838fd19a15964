namespace Aigen.Inference;

/// <summary>The queue of a model is full.</summary>
public sealed class EngineBusyException(string modelId, int waiting, int queueLimit, TimeSpan? estimatedWait)
    : InferenceException($"model {modelId} is busy: {waiting} requests wait, limit {queueLimit}")
{
    /// <summary>Requests that wait, those that are computed not counted.</summary>
    public int Waiting { get; } = waiting;

    /// <summary>The most that may wait (<see cref="ModelOptions.QueueLimit"/>).</summary>
    public int QueueLimit { get; } = queueLimit;

    /// <summary>When a place at the queue's end would have its turn; null where no answer has ended yet.</summary>
    public TimeSpan? EstimatedWait { get; } = estimatedWait;
}
