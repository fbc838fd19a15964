namespace Aigen.Inference;

/// <summary>The queue of a model is full.</summary>
public sealed class EngineBusyException(string modelId, int waiting, int queueLimit)
    : InferenceException($"model {modelId} is busy: {waiting} requests wait, limit {queueLimit}")
{
    /// <summary>Requests that wait, the running one not counted.</summary>
    public int Waiting { get; } = waiting;

    /// <summary>The most that may wait (<see cref="ModelOptions.QueueLimit"/>).</summary>
    public int QueueLimit { get; } = queueLimit;
}
