namespace Aigen.Inference;

/// <summary>A model file could not be loaded.</summary>
public sealed class ModelLoadException(string path, string reason) : InferenceException($"{path} cannot be loaded: {reason}")
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>Why, in one sentence.</summary>
    public string Reason { get; } = reason;
}
