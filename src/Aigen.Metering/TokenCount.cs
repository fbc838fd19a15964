namespace Aigen.Metering;

/// <summary>The prompt that a request would have.</summary>
/// <param name="ModelId">The model that was asked.</param>
/// <param name="Tokens">The prompt's tokens, as they would be computed and billed.</param>
/// <param name="ContextLength">Tokens that prompt and answer may have together.</param>
public sealed record TokenCount(string ModelId, IReadOnlyList<int> Tokens, int ContextLength);
