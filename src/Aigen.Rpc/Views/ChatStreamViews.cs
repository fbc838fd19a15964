using System.Text.Json.Serialization;
using Aigen.Inference;
using Aigen.Metering;

namespace Aigen.Rpc.Views;

internal sealed record ChatQueuedView(QueuePlaceView Queued)
{
    public static ChatQueuedView Of(QueuePlace place) => new(new QueuePlaceView(place.Position, place.EstimatedWait?.TotalSeconds));
}

internal sealed record QueuePlaceView(int Position, double? EstimatedWaitSeconds);

/// <summary>The next text, reasoning or part of a call of an answer. Which answer, is said where there are several.</summary>
internal sealed record ChatDeltaView(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Index, ChatMessageView Delta,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] LogprobsView? Logprobs)
{
    /// <summary>The last piece may have none, and may have logprobs of tokens without text.</summary>
    public static bool IsIn(CompletionPiece piece) => piece.Text.Length > 0 || piece.Reasoning.Length > 0 || piece.ToolCalls.Count > 0 || piece.Logprobs.Count > 0;

    public static ChatDeltaView Of(CompletionSession session, CompletionPiece piece) => new(
        session.Answers > 1 ? piece.Index : null, ChatMessageView.Of(piece), LogprobsView.Of(piece.Logprobs));
}

/// <summary>The end of an answer while others still come.</summary>
internal sealed record ChatAnswerEndView(int Index, string FinishReason)
{
    public static ChatAnswerEndView Of(CompletionPiece piece) => new(piece.Index, FinishReasons.Name(piece.Finish!.Reason));
}

/// <summary>The end of the answer, or of the last of several, and the bill.</summary>
internal sealed record ChatFinishView(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Index, string FinishReason, UsageView Usage, string Id, string ModelId,
    bool AdInjected, ReceiptView? Receipt)
{
    public static ChatFinishView Of(CompletionSession session, TokenUsage usage, CompletionPiece piece) => new(
        session.Answers > 1 ? piece.Index : null, FinishReasons.Name(piece.Finish!.Reason), UsageView.Of(usage), session.Id.ToString(), session.ModelId,
        false, session.Receipt is { } receipt ? ReceiptView.Of(receipt) : null);
}
