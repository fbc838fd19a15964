namespace Aigen.Inference;

/// <summary>Natural logarithms of probabilities, by the numbers of tokens: the chosen one's, and those of the likeliest.</summary>
internal sealed record RawLogprobs(float Chosen, (int Token, float Logprob)[] Top);
