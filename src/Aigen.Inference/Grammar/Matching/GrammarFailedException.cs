namespace Aigen.Inference;

/// <summary>A grammar that was taken cannot be followed any further; its author can change that, and nobody else.</summary>
/// <param name="message">Why, in one sentence.</param>
public class GrammarFailedException(string message) : InferenceException(message);
