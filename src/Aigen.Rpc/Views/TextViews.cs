using System.Text.Json.Serialization;
using Aigen.Inference;
using Aigen.Metering;

namespace Aigen.Rpc.Views;

internal sealed record TextCompletionView(
    string Id, string ModelId, long Created, IReadOnlyList<TextChoiceView> Choices, UsageView Usage, ReceiptView? Receipt)
{
    public static TextCompletionView Of(CompletionSession session, string? echo, IReadOnlyList<CompletedAnswer> answers, DateTimeOffset now) => new(
        session.Id.ToString(), session.ModelId, now.ToUnixTimeSeconds(),
        [.. answers.Select((answer, index) => TextChoiceView.Of(index, echo, answer))],
        UsageView.Of(session.Usage!), session.Receipt is { } receipt ? ReceiptView.Of(receipt) : null);
}

internal sealed record TextChoiceView(
    int Index, string Text, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TextLogprobsView? Logprobs, string? FinishReason)
{
    public static TextChoiceView Of(int index, string? echo, CompletedAnswer answer)
    {
        var offset = 0;
        return new(index, echo + answer.Text, TextLogprobsView.Of(answer.Logprobs, ref offset), FinishReasons.Name(answer.Finish.Reason));
    }
}

/// <summary>The next text of an answer, or its end while others still come.</summary>
internal sealed record TextPieceView(IReadOnlyList<TextChoiceView> Choices)
{
    public static TextPieceView Of(int index, string text, TextLogprobsView? logprobs = null, string? finish = null) => new([new TextChoiceView(index, text, logprobs, finish)]);
}

internal sealed record TextFinishView(IReadOnlyList<TextChoiceView> Choices, UsageView Usage, string Id, string ModelId, ReceiptView? Receipt)
{
    public static TextFinishView Of(CompletionSession session, TokenUsage usage, CompletionPiece piece) => new(
        [new TextChoiceView(piece.Index, "", null, FinishReasons.Name(piece.Finish!.Reason))], UsageView.Of(usage), session.Id.ToString(), session.ModelId,
        session.Receipt is { } receipt ? ReceiptView.Of(receipt) : null);
}
