namespace Aigen.Inference;

/// <summary>A text fits its grammar in more ways than the engine follows.</summary>
public sealed class GrammarTooAmbiguousException() : GrammarFailedException(
    "the answer fits its grammar in too many ways at once: make the alternatives differ sooner, or the repetitions less nested");
