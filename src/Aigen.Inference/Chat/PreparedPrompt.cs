namespace Aigen.Inference;

/// <summary>A rendered and tokenised prompt.</summary>
/// <param name="Text">The text that the chat template made.</param>
/// <param name="Tokens">Its tokens, the beginning-of-sequence token included where the model wants one. Their count is what is charged.</param>
public sealed record PreparedPrompt(string Text, IReadOnlyList<int> Tokens);
