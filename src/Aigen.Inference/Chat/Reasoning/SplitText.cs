namespace Aigen.Inference;

/// <summary>What became of a text of an answer.</summary>
/// <param name="Reasoning">The reasoning in it.</param>
/// <param name="Text">The answer's own text in it.</param>
/// <param name="Passed">How much text is done with beside <see cref="Text"/>: the reasoning, its marks and the space around them.</param>
internal readonly record struct SplitText(string Reasoning, string Text, int Passed);
