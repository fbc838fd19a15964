using System.Net.WebSockets;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.WebSockets;

/// <summary>The one task that writes to a connection: the queue first, then the close frame.</summary>
internal sealed class MessageWriter(WebSocket socket, OutgoingQueue queue, RpcLimits limits)
{
    private readonly PooledBuffer _scratch = PooledBuffer.Rent();

    /// <summary>Ends when the queue is complete and the close frame is sent, or when the connection broke.</summary>
    /// <param name="farewell">Why the connection ends, once it does.</param>
    /// <param name="giveUp">Stops the writing at once.</param>
    /// <returns>True when the close frame is sent.</returns>
    public async Task<bool> RunAsync(Func<Farewell?> farewell, CancellationToken giveUp)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(giveUp);
        try
        {
            while (await queue.WaitToReadAsync())
            {
                while (queue.TryRead(out var message)) await SendAsync(message, farewell() is { FlushesQueue: false }, patience);
            }

            await SayFarewellAsync(farewell() ?? Farewell.Fault, patience);
            return true;
        }
        catch (Exception broken) when (broken is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            return false;
        }
        finally
        {
            PooledBuffer.Return(_scratch);
        }
    }

    private async ValueTask SendAsync(OutgoingMessage message, bool isDropped, CancellationTokenSource patience)
    {
        try
        {
            if (isDropped) return;
            var sending = socket.SendAsync(message.Frame(_scratch), WebSocketMessageType.Text, endOfMessage: true, patience.Token);
            if (!sending.IsCompletedSuccessfully) await WaitAsync(sending, patience);
        }
        finally
        {
            queue.Settle(message);
        }
    }

    private async ValueTask SayFarewellAsync(Farewell farewell, CancellationTokenSource patience)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return;
        await WaitAsync(new ValueTask(socket.CloseOutputAsync(farewell.Status, farewell.Reason, patience.Token)), patience);
    }

    // Pings do not find out a client that stopped reading in the middle of a message: they wait behind it.
    private async ValueTask WaitAsync(ValueTask sending, CancellationTokenSource patience)
    {
        patience.CancelAfter(limits.KeepAliveTimeout);
        await sending;
        patience.CancelAfter(Timeout.InfiniteTimeSpan);
    }
}
