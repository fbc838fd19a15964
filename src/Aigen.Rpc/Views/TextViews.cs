using Aigen.Inference;
using Aigen.Metering;

namespace Aigen.Rpc.Views;

internal sealed record TextCompletionView(
    string Id, string ModelId, long Created, IReadOnlyList<TextChoiceView> Choices, UsageView Usage, ReceiptView? Receipt)
{
    public static TextCompletionView Of(CompletionSession session, string text, CompletionFinish finish, DateTimeOffset now) => new(
        session.Id.ToString(), session.ModelId, now.ToUnixTimeSeconds(), [new TextChoiceView(0, text, FinishReasons.Name(finish.Reason))],
        UsageView.Of(finish), session.Receipt is { } receipt ? ReceiptView.Of(receipt) : null);
}

internal sealed record TextChoiceView(int Index, string Text, string? FinishReason);

internal sealed record TextPieceView(IReadOnlyList<TextChoiceView> Choices)
{
    public static TextPieceView Of(string text) => new([new TextChoiceView(0, text, null)]);
}

internal sealed record TextFinishView(IReadOnlyList<TextChoiceView> Choices, UsageView Usage, string Id, string ModelId, ReceiptView? Receipt)
{
    public static TextFinishView Of(CompletionSession session, CompletionFinish finish) => new(
        [new TextChoiceView(0, "", FinishReasons.Name(finish.Reason))], UsageView.Of(finish), session.Id.ToString(), session.ModelId,
        session.Receipt is { } receipt ? ReceiptView.Of(receipt) : null);
}
