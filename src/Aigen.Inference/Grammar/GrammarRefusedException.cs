namespace Aigen.Inference;

/// <summary>A grammar that the engine does not take, and why.</summary>
/// <param name="message">What is wrong, in a few words that say where.</param>
public class GrammarRefusedException(string message) : InferenceException(message);
