using System.Net.WebSockets;
using Aigen.Rpc.Http;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.WebSockets;

/// <summary>The one task that writes to a connection: the queue first, then the close frame.</summary>
internal sealed class MessageWriter(WebSocket socket, OutgoingQueue queue, RpcLimits limits)
{
    // The socket copies what it is given and keeps the copy until the client has taken it. So ten thousand clients that are slow with the
    // same block of megabytes hold this much each, and not the block.
    private const int LongestFrame = 64 * 1024;

    // Up to here it is cheaper to copy a message together than to send its parts one by one.
    private const int LongestInOne = 16 * 1024;

    // One while something is sent: a connection that waits holds no memory for it.
    private PooledBuffer? _scratch;

    /// <summary>Ends when the queue is complete and the close frame is sent, or when the connection broke.</summary>
    /// <param name="farewell">Why the connection ends, once it does.</param>
    /// <param name="giveUp">Stops the writing at once.</param>
    /// <returns>True when the close frame is sent.</returns>
    public async Task<bool> RunAsync(Func<Farewell?> farewell, CancellationToken giveUp)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(giveUp);
        try
        {
            while (await queue.WaitToReadAsync()) await SendWaitingAsync(farewell, patience);
            await SayFarewellAsync(farewell() ?? Farewell.Fault, patience);
            return true;
        }
        catch (Exception broken) when (broken is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            return false;
        }
    }

    private async ValueTask SendWaitingAsync(Func<Farewell?> farewell, CancellationTokenSource patience)
    {
        _scratch = PooledBuffer.Rent();
        try
        {
            while (queue.TryRead(out var message)) await SendAsync(message, farewell() is { FlushesQueue: false }, patience);
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
            if (message.Length <= LongestInOne) await SendInOneAsync(message, patience);
            else await SendInPartsAsync(message, patience);
        }
        finally
        {
            queue.Settle(message);
        }
    }

    private ValueTask SendInOneAsync(OutgoingMessage message, CancellationTokenSource patience)
    {
        var flags = WebSocketMessageFlags.EndOfMessage | (message.Length < ContentCodings.LeastLength ? WebSocketMessageFlags.DisableCompression : 0);
        if (message.Head.IsEmpty) return SendAsync(message.Body, flags, patience);
        _scratch!.Truncate(0);
        _scratch.Append(message.Head.Span);
        _scratch.Append(message.Body.Span);
        message.AppendTail(_scratch);
        return SendAsync(_scratch.Written, flags, patience);
    }

    private async ValueTask SendInPartsAsync(OutgoingMessage message, CancellationTokenSource patience)
    {
        _scratch!.Truncate(0);
        message.AppendTail(_scratch);
        var hasTail = _scratch.Length > 0;
        if (!message.Head.IsEmpty) await SendAsync(message.Head, WebSocketMessageFlags.None, patience);
        for (var body = message.Body; !body.IsEmpty;)
        {
            var part = body[..Math.Min(body.Length, LongestFrame)];
            body = body[part.Length..];
            await SendAsync(part, body.IsEmpty && !hasTail ? WebSocketMessageFlags.EndOfMessage : WebSocketMessageFlags.None, patience);
        }

        if (hasTail) await SendAsync(_scratch.Written, WebSocketMessageFlags.EndOfMessage, patience);
    }

    private ValueTask SendAsync(ReadOnlyMemory<byte> frame, WebSocketMessageFlags flags, CancellationTokenSource patience)
    {
        var sending = socket.SendAsync(frame, WebSocketMessageType.Text, flags, patience.Token);
        return sending.IsCompletedSuccessfully ? ValueTask.CompletedTask : WaitAsync(sending, patience);
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
