using System.ComponentModel;

namespace Aigen.Rpc.Views;

internal sealed record TokenCountView(
    string ModelId,
    [property: Description("What a completion with this prompt would be billed for.")] int PromptTokens,
    [property: Description("The tokens that prompt and answer may have together.")] int ContextLength,
    [property: Description("Their ids where return_tokens is true, else null.")] IReadOnlyList<int>? Tokens);
