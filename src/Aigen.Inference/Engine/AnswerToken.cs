namespace Aigen.Inference;

/// <summary>A token on its way from the engine to its reader.</summary>
/// <param name="Token">Its number.</param>
/// <param name="Logprobs">How likely it was; null where nobody asked.</param>
internal readonly record struct AnswerToken(int Token, RawLogprobs? Logprobs);
