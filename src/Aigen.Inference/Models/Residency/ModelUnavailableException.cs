namespace Aigen.Inference;

/// <summary>A model that the node knows cannot be used now: its file is no good, or there is no room for it.</summary>
public sealed class ModelUnavailableException(string modelId, string reason) : InferenceException($"model {modelId} cannot be used now: {reason}")
{
    /// <summary>The model.</summary>
    public string ModelId { get; } = modelId;

    /// <summary>Why, in one sentence that names no file.</summary>
    public string Reason { get; } = reason;

    /// <summary>What went wrong with a load; null for what is not the model's fault: the process ends, or its own libraries are missing.</summary>
    internal static ModelUnavailableException? Of(string modelId, Exception exception) => exception switch
    {
        ModelUnavailableException unavailable => unavailable,
        ModelLoadException load => new ModelUnavailableException(modelId, load.Reason),
        IOException or UnauthorizedAccessException => new ModelUnavailableException(modelId, "its file cannot be read"),
        _ => null,
    };
}
