using System.Net.WebSockets;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.WebSockets;

/// <summary>Puts the fragments of a message back together.</summary>
internal sealed class MessageReader(WebSocket socket, int mostBytes)
{
    /// <summary>Reads one message to the end of <paramref name="target"/>, which is empty.</summary>
    public async ValueTask<IncomingMessage> ReadAsync(PooledBuffer target, CancellationToken giveUp)
    {
        while (await ReceiveAsync(target.GetMemory(), giveUp) is { } received)
        {
            if (received.MessageType == WebSocketMessageType.Close) return IncomingMessage.Close;
            if (received.MessageType == WebSocketMessageType.Binary) return IncomingMessage.Binary;
            target.Advance(received.Count);
            if (target.Length > mostBytes) return IncomingMessage.TooLarge;
            if (received.EndOfMessage) return IncomingMessage.Text;
        }

        return IncomingMessage.Broken;
    }

    /// <summary>
    /// Reads and forgets until the client has answered the close frame: closing the connection over unread bytes would reset it, and the
    /// client might never see the close frame.
    /// </summary>
    public async ValueTask DiscardAsync(CancellationToken giveUp)
    {
        var scratch = new byte[1024];
        while (await ReceiveAsync(scratch, giveUp) is { MessageType: not WebSocketMessageType.Close })
        {
        }
    }

    private async ValueTask<ValueWebSocketReceiveResult?> ReceiveAsync(Memory<byte> target, CancellationToken giveUp)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseSent)) return null;
        try
        {
            return await socket.ReceiveAsync(target, giveUp);
        }
        catch (Exception broken) when (broken is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            return null;
        }
    }
}
