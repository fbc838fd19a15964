namespace Aigen.Rpc.Views;

internal sealed record TokenCountView(string ModelId, int PromptTokens, int ContextLength, IReadOnlyList<int>? Tokens);
