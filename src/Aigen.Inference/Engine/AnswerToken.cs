namespace Aigen.Inference;

/// <summary>A token on its way from the engine to its reader.</summary>
/// <param name="Answer">Which of a request's answers it belongs to, from 0.</param>
/// <param name="Token">Its number.</param>
/// <param name="Logprobs">How likely it was; null where nobody asked.</param>
internal readonly record struct AnswerToken(int Answer, int Token, RawLogprobs? Logprobs)
{
    private const int None = -1;

    /// <summary>There is no more of the answer: <see cref="AnswerFacts"/> has the reason.</summary>
    public bool IsEnd => Token == None;

    public static AnswerToken EndOf(int answer) => new(answer, None, null);
}
