namespace Aigen.Inference;

/// <summary>A token, and how likely the model held it before temperature, penalties, biases, cut-offs and grammar.</summary>
/// <param name="Text">Its text; of a control token, the name that the vocabulary has for it.</param>
/// <param name="Bytes">What it adds to the answer, which may be a part of a code point only; null for a control token, which adds nothing.</param>
/// <param name="Logprob">The natural logarithm of its probability, at least <see cref="Least"/>.</param>
/// <param name="Top">The likeliest tokens at its place, the likeliest first; it may be among them. Empty in these.</param>
public sealed record TokenLogprob(string Text, byte[]? Bytes, float Logprob, IReadOnlyList<TokenLogprob> Top)
{
    /// <summary>What OpenAI writes for a token that is as good as impossible, whose logarithm JSON may not be able to say.</summary>
    public const float Least = -9999;
}
