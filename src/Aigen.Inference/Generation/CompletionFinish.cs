namespace Aigen.Inference;

/// <summary>How an answer ended, and what it took.</summary>
/// <param name="Reason">Why it ended.</param>
/// <param name="PromptTokens">Tokens of the prompt, the cached ones included.</param>
/// <param name="CachedTokens">Tokens of the prompt whose state was still in the KV cache.</param>
/// <param name="CompletionTokens">
/// Tokens of the answer. The token that ends it does not count; the tokens of a stop string do, though its text is not given out.
/// </param>
/// <param name="Seed">The seed that sampling used.</param>
/// <param name="Path">How it was computed: where it is pinned, the same prompt, options and seed give the same answer again.</param>
/// <param name="PrefillTime">From the start of the prompt's computation to its end; waiting in the queue not included.</param>
/// <param name="DecodeTime">From the end of prefill to the end of the answer.</param>
public sealed record CompletionFinish(
    FinishReason Reason,
    int PromptTokens,
    int CachedTokens,
    int CompletionTokens,
    uint Seed,
    ComputePath Path,
    TimeSpan PrefillTime,
    TimeSpan DecodeTime)
{
    /// <summary>Tokens of the answer up to the end of its reasoning, the marks around that included; 0 where it has none, or none that comes apart.</summary>
    public int ReasoningTokens { get; init; }
}
