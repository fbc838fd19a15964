using System.Net.WebSockets;
using System.Text.Unicode;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Limits;

namespace Aigen.Rpc.WebSockets;

/// <summary>Puts the fragments of a message back together.</summary>
internal sealed class MessageReader(WebSocket socket, RpcLimits limits)
{
    /// <summary>Reads one message to the end of <paramref name="target"/>, which is empty.</summary>
    public async ValueTask<IncomingMessage> ReadAsync(PooledBuffer target, CancellationToken giveUp)
    {
        CancellationTokenSource? patience = null;
        try
        {
            while (await ReceiveAsync(target.GetMemory(), patience?.Token ?? giveUp) is { } received)
            {
                if (received.MessageType == WebSocketMessageType.Close) return IncomingMessage.Close;
                if (received.MessageType == WebSocketMessageType.Binary) return IncomingMessage.Binary;
                target.Advance(received.Count);
                if (target.Length > limits.BodyBytes) return IncomingMessage.TooLarge;
                if (received.EndOfMessage) return EndOf(target, received.Count);
                patience ??= Begin(giveUp);
            }

            // A receive that is cancelled breaks the connection, so that nothing more can be said on it.
            if (patience is not { IsCancellationRequested: true } || giveUp.IsCancellationRequested) return IncomingMessage.Broken;
            RpcInstruments.CountRefusal("read_time");
            return IncomingMessage.Late;
        }
        finally
        {
            patience?.Dispose();
        }
    }

    // .NET refuses what is not UTF-8, but for a character that is cut off before a last fragment that is empty: it then looks for the rest in the next message.
    private static IncomingMessage EndOf(PooledBuffer message, int lastBytes) =>
        lastBytes > 0 || Utf8.IsValid(message.Written.Span) ? IncomingMessage.Text : IncomingMessage.NoText;

    private CancellationTokenSource Begin(CancellationToken giveUp)
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(giveUp);
        patience.CancelAfter(limits.ReadTimeout);
        return patience;
    }

    private async ValueTask<ValueWebSocketReceiveResult?> ReceiveAsync(Memory<byte> target, CancellationToken giveUp)
    {
        if (socket.State != WebSocketState.Open) return null;
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
