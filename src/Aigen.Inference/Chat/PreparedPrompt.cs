namespace Aigen.Inference;

/// <summary>A rendered and tokenised prompt.</summary>
/// <param name="Text">The text that the chat template made.</param>
/// <param name="Tokens">Its tokens, with the beginning-of-sequence token where the model wants one.</param>
public sealed record PreparedPrompt(string Text, IReadOnlyList<int> Tokens)
{
    /// <summary>Where the answer of a model that reasons begins; null where the prompt is no chat, or the model does not reason.</summary>
    public ReasoningStart? Reasoning { get; init; }
}
