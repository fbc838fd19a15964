namespace Aigen.Inference;

/// <summary>A text that a model goes on with as it is, without its chat template.</summary>
/// <param name="Text">What comes before the answer.</param>
/// <param name="Suffix">What comes behind it, where the model is to fill in between; else null.</param>
public sealed record TextPrompt(string Text, string? Suffix = null);
