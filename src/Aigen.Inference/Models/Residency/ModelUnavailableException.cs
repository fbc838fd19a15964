namespace Aigen.Inference;

/// <summary>A model that the node knows cannot be used now: its file is no good, or there is no room for it.</summary>
public sealed class ModelUnavailableException(string modelId, string reason) : InferenceException($"model {modelId} cannot be used now: {reason}")
{
    /// <summary>The model.</summary>
    public string ModelId { get; } = modelId;

    /// <summary>Why, in one sentence that names no file.</summary>
    public string Reason { get; } = reason;
}
