using System.Text.Json.Serialization;
using Aigen.Inference;
using Aigen.Metering;

namespace Aigen.Rpc.Views;

internal sealed record ChatCompletionView(
    string Id, string ModelId, long Created, IReadOnlyList<ChatChoiceView> Choices, UsageView Usage, bool AdInjected, ReceiptView? Receipt)
{
    public static ChatCompletionView Of(CompletionSession session, IReadOnlyList<CompletedAnswer> answers, DateTimeOffset now) => new(
        session.Id.ToString(), session.ModelId, now.ToUnixTimeSeconds(), [.. answers.Select(ChatChoiceView.Of)],
        UsageView.Of(session.Usage!), false, session.Receipt is { } receipt ? ReceiptView.Of(receipt) : null);
}

internal sealed record ChatChoiceView(
    int Index, ChatMessageView Message, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] LogprobsView? Logprobs, string FinishReason)
{
    public static ChatChoiceView Of(CompletedAnswer answer, int index) => new(
        index, new ChatMessageView("assistant", answer.Text), LogprobsView.Of(answer.Logprobs), FinishReasons.Name(answer.Finish.Reason));
}

internal sealed record ChatMessageView(string Role, string Content);

internal sealed record UsageView(int PromptTokens, int CompletionTokens, int TotalTokens, int CachedTokens)
{
    public static UsageView Of(TokenUsage usage) => new(
        usage.PromptTokens, usage.CompletionTokens, usage.PromptTokens + usage.CompletionTokens, usage.CachedTokens);
}

internal static class FinishReasons
{
    public static string Name(FinishReason reason) => reason == FinishReason.Stop ? "stop" : "length";
}
