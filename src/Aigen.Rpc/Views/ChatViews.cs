using Aigen.Inference;
using Aigen.Metering;

namespace Aigen.Rpc.Views;

internal sealed record ChatCompletionView(
    string Id, string ModelId, long Created, IReadOnlyList<ChatChoiceView> Choices, UsageView Usage, bool AdInjected, ReceiptView? Receipt)
{
    public static ChatCompletionView Of(CompletionSession session, CompletedAnswer answer, DateTimeOffset now) => new(
        session.Id.ToString(), session.ModelId, now.ToUnixTimeSeconds(),
        [new ChatChoiceView(0, new ChatMessageView("assistant", answer.Text), FinishReasons.Name(answer.Finish.Reason))],
        UsageView.Of(answer.Finish), false, session.Receipt is { } receipt ? ReceiptView.Of(receipt) : null);
}

internal sealed record ChatChoiceView(int Index, ChatMessageView Message, string FinishReason);

internal sealed record ChatMessageView(string Role, string Content);

internal sealed record ChatQueuedView(QueuePlaceView Queued)
{
    public static ChatQueuedView Of(QueuePlace place) => new(new QueuePlaceView(place.Position, place.EstimatedWait?.TotalSeconds));
}

internal sealed record QueuePlaceView(int Position, double? EstimatedWaitSeconds);

internal sealed record ChatDeltaView(ChatMessageView Delta)
{
    public static ChatDeltaView Of(string text) => new(new ChatMessageView("assistant", text));
}

internal sealed record ChatFinishView(string FinishReason, UsageView Usage, string Id, string ModelId, bool AdInjected, ReceiptView? Receipt)
{
    public static ChatFinishView Of(CompletionSession session, CompletionFinish finish) => new(
        FinishReasons.Name(finish.Reason), UsageView.Of(finish), session.Id.ToString(), session.ModelId, false,
        session.Receipt is { } receipt ? ReceiptView.Of(receipt) : null);
}

internal sealed record UsageView(int PromptTokens, int CompletionTokens, int TotalTokens, int CachedTokens)
{
    public static UsageView Of(CompletionFinish finish) => new(
        finish.PromptTokens, finish.CompletionTokens, finish.PromptTokens + finish.CompletionTokens, finish.CachedTokens);
}

internal static class FinishReasons
{
    public static string Name(FinishReason reason) => reason switch
    {
        FinishReason.Stop => "stop",
        FinishReason.Grammar => "grammar",
        _ => "length",
    };
}
