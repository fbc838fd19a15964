using Aigen.Inference;
using Aigen.Metering;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Subscriptions;
using Aigen.Rpc.Views;

namespace Aigen.Rpc.Methods;

internal sealed class ChatMethods(NodeServices node)
{
    public async ValueTask<RpcResult> Complete(RpcCall call)
    {
        if (call.Parameters.OptionalBoolean("stream") == true)
        {
            throw new RpcException(RpcError.InvalidParameter("stream", "true", "false: over WebSocket, subscribeChatCompletion streams"));
        }

        var outcome = await node.Desk.OpenAsync(ChatParameters.Read(call), call.Aborted);
        if (outcome.Session is not { } session)
        {
            return RpcResult.Fail(ErrorTable.Of(outcome.Refusal!));
        }

        try
        {
            var answers = await session.ReadToEndAsync(call.Aborted);
            return RpcResult.Ok(ChatCompletionView.Of(session, answers, node.Time.GetUtcNow()), ViewJson.Default.ChatCompletionView);
        }
        catch (Exception exception) when (ErrorTable.Of(exception) is { } error)
        {
            return RpcResult.Fail(error);
        }
    }

    /// <summary>Answers with the subscription's id; what follows, refusals too, comes as its notifications.</summary>
    public ValueTask<RpcResult> Stream(RpcCall call)
    {
        var request = ChatParameters.Read(call);
        var subscription = call.Subscribe(call.Parameters.OptionalString("subscription"));
        _ = Task.Run(() => StreamAsync(request, subscription));
        return new(RpcResult.Ok(subscription.Id));
    }

    private async Task StreamAsync(DeskRequest request, Subscription subscription)
    {
        using (subscription)
        {
            try
            {
                var outcome = await node.Desk.OpenAsync(request, subscription.Ended);
                if (outcome.Session is { } session)
                {
                    await SendAsync(session, subscription);
                }
                else
                {
                    SendError(subscription, ErrorTable.Of(outcome.Refusal!));
                }
            }
            catch (OperationCanceledException)
            {
                // The client unsubscribed or went away; the session has been settled for what it got.
            }
            catch (Exception exception)
            {
                SendError(subscription, ErrorTable.Of(exception) ?? node.Incidents.Report("subscribeChatCompletion", exception));
            }
        }
    }

    private static async Task SendAsync(CompletionSession session, Subscription subscription)
    {
        using (session)
        {
            await foreach (var piece in session.StreamAsync(subscription.Ended))
            {
                if (ChatDeltaView.IsIn(piece) && !subscription.Notify(ChatDeltaView.Of(session, piece), ViewJson.Default.ChatDeltaView))
                {
                    return;
                }

                if (piece.Queue is { } place)
                {
                    subscription.Notify(ChatQueuedView.Of(place), ViewJson.Default.ChatQueuedView);
                }

                if (piece.Finish is not null)
                {
                    SendEnd(session, piece, subscription);
                }
            }
        }
    }

    // The bill is there with the end of whichever answer ends last.
    private static bool SendEnd(CompletionSession session, CompletionPiece piece, Subscription subscription) => session.Usage is { } usage
        ? subscription.Notify(ChatFinishView.Of(session, usage, piece), ViewJson.Default.ChatFinishView)
        : subscription.Notify(ChatAnswerEndView.Of(piece), ViewJson.Default.ChatAnswerEndView);

    private static void SendError(Subscription subscription, RpcError error) => subscription.Notify(Events.ErrorNotification.Write(error));
}
