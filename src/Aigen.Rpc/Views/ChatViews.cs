using System.Text.Json.Serialization;
using Aigen.Inference;
using Aigen.Metering;

namespace Aigen.Rpc.Views;

internal sealed record ChatCompletionView(
    string Id, string ModelId, long Created, IReadOnlyList<ChatChoiceView> Choices, UsageView Usage, bool AdInjected, ReceiptView? Receipt)
{
    public static ChatCompletionView Of(CompletionSession session, CompletedAnswer answer, DateTimeOffset now) => new(
        session.Id.ToString(), session.ModelId, now.ToUnixTimeSeconds(),
        [new ChatChoiceView(0, new ChatMessageView("assistant", answer.Text), LogprobsView.Of(answer.Logprobs), FinishReasons.Name(answer.Finish.Reason))],
        UsageView.Of(answer.Finish), false, session.Receipt is { } receipt ? ReceiptView.Of(receipt) : null);
}

internal sealed record ChatChoiceView(
    int Index, ChatMessageView Message, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] LogprobsView? Logprobs, string FinishReason);

internal sealed record ChatMessageView(string Role, string Content);

internal sealed record ChatQueuedView(QueuePlaceView Queued)
{
    public static ChatQueuedView Of(QueuePlace place) => new(new QueuePlaceView(place.Position, place.EstimatedWait?.TotalSeconds));
}

internal sealed record QueuePlaceView(int Position, double? EstimatedWaitSeconds);

internal sealed record ChatDeltaView(
    ChatMessageView Delta, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] LogprobsView? Logprobs)
{
    /// <summary>The last piece may have none, and may have logprobs of tokens without text.</summary>
    public static bool IsIn(CompletionPiece piece) => piece.Text.Length > 0 || piece.Logprobs.Count > 0;

    public static ChatDeltaView Of(CompletionPiece piece) => new(new ChatMessageView("assistant", piece.Text), LogprobsView.Of(piece.Logprobs));
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
    public static string Name(FinishReason reason) => reason == FinishReason.Stop ? "stop" : "length";
}
