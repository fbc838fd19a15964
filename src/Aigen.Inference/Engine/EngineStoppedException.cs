namespace Aigen.Inference;

/// <summary>The model was disposed before the request ended.</summary>
public sealed class EngineStoppedException(string modelId) : InferenceException($"model {modelId} was stopped before the answer ended");
