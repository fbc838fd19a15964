using System.ComponentModel;
using System.Text.Json.Serialization;
using Aigen.Inference;
using Aigen.Metering;

namespace Aigen.Rpc.Views;

internal sealed record ChatCompletionView(
    string Id, string ModelId, long Created, IReadOnlyList<ChatChoiceView> Choices, UsageView Usage,
    [property: Description("Always false: this node has no advertisements.")] bool AdInjected,
    ReceiptView? Receipt)
{
    public static ChatCompletionView Of(CompletionSession session, IReadOnlyList<CompletedAnswer> answers, DateTimeOffset now) => new(
        session.Id.ToString(), session.ModelId, now.ToUnixTimeSeconds(), [.. answers.Select(ChatChoiceView.Of)],
        UsageView.Of(session.Usage!), false, session.Receipt is { } receipt ? ReceiptView.Of(receipt) : null);
}

internal sealed record ChatChoiceView(
    int Index, ChatMessageView Message, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] LogprobsView? Logprobs,
    [property: Description("stop, length, tool_calls or grammar.")] string FinishReason)
{
    public static ChatChoiceView Of(CompletedAnswer answer, int index) => new(
        index, ChatMessageView.Of(answer), LogprobsView.Of(answer.Logprobs), FinishReasons.Name(answer.Finish.Reason));
}

/// <summary>A message, or a part of one. As OpenAI has it: where there are only calls, there is no text, and not an empty one.</summary>
internal sealed record ChatMessageView(
    string Role, string? Content,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [property: Description("What the model thought in front of it; absent where it did not.")] string? ReasoningContent,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ToolCallView>? ToolCalls)
{
    public static ChatMessageView Of(CompletedAnswer answer) => new(
        "assistant", answer.Text.Length == 0 && answer.ToolCalls.Count > 0 ? null : answer.Text, TextOrNull(answer.Reasoning), ToolCallView.Of(answer.ToolCalls));

    public static ChatMessageView Of(CompletionPiece piece) => new(
        "assistant", piece.Text.Length == 0 && (piece.ToolCalls.Count > 0 || piece.Reasoning.Length > 0) ? null : piece.Text, TextOrNull(piece.Reasoning),
        ToolCallView.Of(piece.ToolCalls));

    private static string? TextOrNull(string text) => text.Length == 0 ? null : text;
}

internal sealed record UsageView(
    int PromptTokens, int CompletionTokens, int TotalTokens,
    [property: Description("Of the prompt, that an earlier request had computed.")] int CachedTokens,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CompletionTokensView? CompletionTokensDetails)
{
    public static UsageView Of(TokenUsage usage) => new(
        usage.PromptTokens, usage.CompletionTokens, usage.PromptTokens + usage.CompletionTokens, usage.CachedTokens,
        usage.ReasoningTokens == 0 ? null : new CompletionTokensView(usage.ReasoningTokens));
}

internal sealed record CompletionTokensView(
    [property: Description("Those up to the end of the reasoning, its marks included.")] int ReasoningTokens);

internal static class FinishReasons
{
    public static string Name(FinishReason reason) => reason switch
    {
        FinishReason.Stop => "stop",
        FinishReason.Grammar => "grammar",
        FinishReason.ToolCalls => "tool_calls",
        _ => "length",
    };
}
