namespace Aigen.Inference;

/// <summary>A rendered and tokenised prompt.</summary>
/// <param name="Text">The text that the chat template made.</param>
/// <param name="Tokens">Its tokens, with the beginning-of-sequence token where the model wants one.</param>
public sealed record PreparedPrompt(string Text, IReadOnlyList<int> Tokens);
