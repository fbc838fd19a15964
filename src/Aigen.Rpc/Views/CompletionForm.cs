using System.Text.Json;
using Aigen.Inference;
using Aigen.Metering;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Views;

/// <summary>What the answer to one call looks like, whole and as a stream.</summary>
internal abstract class CompletionForm
{
    /// <summary>What a stream begins with before the model writes anything; null where it is nothing.</summary>
    public virtual byte[]? Opening => null;

    public abstract RpcResult Whole(CompletionSession session, CompletedAnswer answer, DateTimeOffset now);

    public abstract byte[] Piece(string text);

    public abstract byte[] Finish(CompletionSession session, CompletionFinish finish);
}

/// <summary>A message of the assistant's.</summary>
internal sealed class ChatForm : CompletionForm
{
    public override RpcResult Whole(CompletionSession session, CompletedAnswer answer, DateTimeOffset now) =>
        RpcResult.Ok(ChatCompletionView.Of(session, answer, now), ViewJson.Default.ChatCompletionView);

    public override byte[] Piece(string text) => JsonSerializer.SerializeToUtf8Bytes(ChatDeltaView.Of(text), ViewJson.Default.ChatDeltaView);

    public override byte[] Finish(CompletionSession session, CompletionFinish finish) =>
        JsonSerializer.SerializeToUtf8Bytes(ChatFinishView.Of(session, finish), ViewJson.Default.ChatFinishView);
}

/// <summary>The text alone.</summary>
/// <param name="echo">The prompt, where it is to come first.</param>
internal sealed class TextForm(string? echo) : CompletionForm
{
    public override byte[]? Opening => string.IsNullOrEmpty(echo) ? null : Piece(echo);

    public override RpcResult Whole(CompletionSession session, CompletedAnswer answer, DateTimeOffset now) =>
        RpcResult.Ok(TextCompletionView.Of(session, echo + answer.Text, answer.Finish, now), ViewJson.Default.TextCompletionView);

    public override byte[] Piece(string text) => JsonSerializer.SerializeToUtf8Bytes(TextPieceView.Of(text), ViewJson.Default.TextPieceView);

    public override byte[] Finish(CompletionSession session, CompletionFinish finish) =>
        JsonSerializer.SerializeToUtf8Bytes(TextFinishView.Of(session, finish), ViewJson.Default.TextFinishView);
}
