using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Aigen.Rpc.Tests.JsonRpc;

/// <summary>A WebSocket client that never waits for ever.</summary>
internal sealed class WebSocketClient(ClientWebSocket socket) : IDisposable
{
    private readonly byte[] _buffer = new byte[1 << 16];

    public ClientWebSocket Socket => socket;

    public Task SendAsync(string text) => SendAsync(text, WebSocketMessageType.Text, endOfMessage: true);

    public Task SendAsync(string text, WebSocketMessageType type, bool endOfMessage) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), type, endOfMessage, CancellationToken.None).WaitAsync(RpcHost.Patience);

    public Task CallAsync(int id, string method, string parameters = "[]") =>
        SendAsync($$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{parameters}}}""");

    /// <summary>The next message, or null when the node has closed.</summary>
    public async Task<string?> ReceiveTextAsync()
    {
        using var patience = new CancellationTokenSource(RpcHost.Patience);
        var text = new MemoryStream();
        while (true)
        {
            var received = await socket.ReceiveAsync(_buffer, patience.Token);
            if (received.MessageType == WebSocketMessageType.Close) return null;
            text.Write(_buffer, 0, received.Count);
            if (received.EndOfMessage) return Encoding.UTF8.GetString(text.ToArray());
        }
    }

    public async Task<JsonElement> ReceiveAsync()
    {
        var text = await ReceiveTextAsync();
        Assert.True(text is not null, $"closed with {socket.CloseStatus} {socket.CloseStatusDescription}");
        return JsonElement.Parse(text);
    }

    public async Task<(WebSocketCloseStatus? Status, string? Reason)> ReceiveCloseAsync()
    {
        while (await ReceiveTextAsync() is not null)
        {
        }

        return (socket.CloseStatus, socket.CloseStatusDescription);
    }

    public void Dispose() => socket.Dispose();
}
