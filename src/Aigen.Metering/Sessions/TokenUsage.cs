namespace Aigen.Metering;

/// <summary>The tokens that a request is billed for.</summary>
/// <param name="PromptTokens">Of the prompt, once, however many answers it has.</param>
/// <param name="CompletionTokens">Of all answers, as far as they were delivered.</param>
/// <param name="CachedTokens">Of the prompt's, those that were in the KV cache.</param>
public sealed record TokenUsage(int PromptTokens, int CompletionTokens, int CachedTokens)
{
    /// <summary>Of the completion's, those of reasoning that came apart.</summary>
    public int ReasoningTokens { get; init; }
}
