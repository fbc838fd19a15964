using System.Text.Json;
using Aigen.Inference;
using Aigen.Metering;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Views;

/// <summary>What the answers to one call look like, whole and as a stream.</summary>
internal abstract class CompletionForm
{
    /// <summary>What a stream begins with before the model writes anything.</summary>
    public virtual IEnumerable<byte[]> Opening(CompletionSession session) => [];

    public abstract RpcResult Whole(CompletionSession session, IReadOnlyList<CompletedAnswer> answers, DateTimeOffset now);

    /// <summary>The next part of an answer; null where the piece brings nothing to be read.</summary>
    public abstract byte[]? Piece(CompletionSession session, CompletionPiece piece);

    /// <summary>The end of an answer; with that of the last one comes the bill.</summary>
    public abstract byte[] End(CompletionSession session, CompletionPiece piece);
}

/// <summary>Messages of the assistant's.</summary>
internal sealed class ChatForm : CompletionForm
{
    public override RpcResult Whole(CompletionSession session, IReadOnlyList<CompletedAnswer> answers, DateTimeOffset now) =>
        RpcResult.Ok(ChatCompletionView.Of(session, answers, now), ViewJson.Default.ChatCompletionView);

    public override byte[]? Piece(CompletionSession session, CompletionPiece piece) => ChatDeltaView.IsIn(piece)
        ? JsonSerializer.SerializeToUtf8Bytes(ChatDeltaView.Of(session, piece), ViewJson.Default.ChatDeltaView)
        : null;

    public override byte[] End(CompletionSession session, CompletionPiece piece) => session.Usage is { } usage
        ? JsonSerializer.SerializeToUtf8Bytes(ChatFinishView.Of(session, usage, piece), ViewJson.Default.ChatFinishView)
        : JsonSerializer.SerializeToUtf8Bytes(ChatAnswerEndView.Of(piece), ViewJson.Default.ChatAnswerEndView);
}

/// <summary>Texts alone.</summary>
/// <param name="echo">The prompt, where it is to come first.</param>
/// <param name="answers">How many there are.</param>
internal sealed class TextForm(string? echo, int answers) : CompletionForm
{
    // Of each answer, code points of the text that was sent.
    private readonly int[] _offsets = new int[answers];

    public override IEnumerable<byte[]> Opening(CompletionSession session) =>
        string.IsNullOrEmpty(echo) ? [] : Enumerable.Range(0, session.Answers).Select(index => Write(TextPieceView.Of(index, echo)));

    public override RpcResult Whole(CompletionSession session, IReadOnlyList<CompletedAnswer> answers, DateTimeOffset now) =>
        RpcResult.Ok(TextCompletionView.Of(session, echo, answers, now), ViewJson.Default.TextCompletionView);

    public override byte[]? Piece(CompletionSession session, CompletionPiece piece) => piece.Text.Length > 0 || piece.Logprobs.Count > 0
        ? Write(TextPieceView.Of(piece.Index, piece.Text, TextLogprobsView.Of(piece.Logprobs, ref _offsets[piece.Index])))
        : null;

    public override byte[] End(CompletionSession session, CompletionPiece piece) => session.Usage is { } usage
        ? JsonSerializer.SerializeToUtf8Bytes(TextFinishView.Of(session, usage, piece), ViewJson.Default.TextFinishView)
        : Write(TextPieceView.Of(piece.Index, "", finish: FinishReasons.Name(piece.Finish!.Reason)));

    private static byte[] Write(TextPieceView piece) => JsonSerializer.SerializeToUtf8Bytes(piece, ViewJson.Default.TextPieceView);
}
