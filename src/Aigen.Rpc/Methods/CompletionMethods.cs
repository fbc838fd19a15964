using Aigen.Inference;
using Aigen.Metering;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Subscriptions;
using Aigen.Rpc.Views;

namespace Aigen.Rpc.Methods;

/// <summary>Completions of one kind: the whole answer at once, or as a stream.</summary>
internal sealed class CompletionMethods(NodeServices node, CompletionKind kind)
{
    public async ValueTask<RpcResult> Complete(RpcCall call)
    {
        if (call.Get(CompletionParameters.Stream) == true)
        {
            throw new RpcException(RpcError.InvalidParameter("stream", "true", $"false: over WebSocket, {kind.Subscribing} streams"));
        }

        var (request, form) = kind.Read(call);
        var outcome = await node.Desk.OpenAsync(request, call.Aborted);
        if (outcome.Session is not { } session)
        {
            return RpcResult.Fail(ErrorTable.Of(outcome.Refusal!));
        }

        try
        {
            var answers = await session.ReadToEndAsync(call.Aborted);
            return form.Whole(session, answers, node.Time.GetUtcNow());
        }
        catch (Exception exception) when (ErrorTable.Of(exception) is { } error)
        {
            return RpcResult.Fail(error);
        }
    }

    /// <summary>Answers with the subscription's id; what follows, refusals too, comes as its notifications.</summary>
    public ValueTask<RpcResult> Stream(RpcCall call)
    {
        var (request, form) = kind.Read(call);
        var subscription = call.Subscribe(call.Get(ChainParameters.Subscription));
        _ = Task.Run(() => StreamAsync(request, form, subscription));
        return new(RpcResult.Ok(subscription.Id));
    }

    private async Task StreamAsync(DeskRequest request, CompletionForm form, Subscription subscription)
    {
        using (subscription)
        {
            try
            {
                var outcome = await node.Desk.OpenAsync(request with { Waits = place => SendPlace(place, subscription) }, subscription.Ended);
                if (outcome.Session is { } session)
                {
                    await SendAsync(session, form, subscription);
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
                SendError(subscription, ErrorTable.Of(exception) ?? node.Incidents.Report(kind.Subscribing, exception));
            }
        }
    }

    private static async Task SendAsync(CompletionSession session, CompletionForm form, Subscription subscription)
    {
        using (session)
        {
            foreach (var opening in form.Opening(session))
            {
                subscription.Notify(opening);
            }

            await foreach (var piece in session.StreamAsync(subscription.Ended))
            {
                if (form.Piece(session, piece) is { } text && !subscription.Notify(text))
                {
                    return;
                }

                if (piece.Queue is { } place)
                {
                    SendPlace(place, subscription);
                }

                if (piece.Finish is not null)
                {
                    subscription.Notify(form.End(session, piece));
                }
            }
        }
    }

    private static void SendPlace(QueuePlace place, Subscription subscription) =>
        subscription.Notify(ChatQueuedView.Of(place), ViewJson.Default.ChatQueuedView);

    private static void SendError(Subscription subscription, RpcError error) => subscription.Notify(Events.ErrorNotification.Write(error));
}
