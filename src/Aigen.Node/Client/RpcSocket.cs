using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aigen.Node.Client;

/// <summary>A WebSocket connection to a node. One reader at a time; sending may go on beside it.</summary>
internal sealed class RpcSocket : IAsyncDisposable
{
    private const int ChunkBytes = 16 * 1024;

    // A node whose machine lost power says no goodbye: it is given up when it does not answer a ping.
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly ClientWebSocket _socket = new();
    private readonly Uri _node;
    private int _lastId;

    private RpcSocket(Uri node)
    {
        _node = node;
        (_socket.Options.KeepAliveInterval, _socket.Options.KeepAliveTimeout) = (KeepAlive, KeepAlive);
    }

    /// <param name="client">The node's HTTP interface: both have one port, and one token.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public static async Task<RpcSocket> ConnectAsync(RpcClient client, CancellationToken cancellationToken)
    {
        var (node, socket) = (client.Address, new RpcSocket(client.Address));
        if (client.Token is { } token)
        {
            socket._socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        }

        try
        {
            await socket._socket.ConnectAsync(WebSocketAddress(node), cancellationToken);
            return socket;
        }
        catch (WebSocketException)
        {
            socket._socket.Dispose();
            throw RpcMessages.NoNode(node);
        }
    }

    /// <returns>The id that the answer will have.</returns>
    public async Task<int> SendAsync(string method, JsonNode? parameters, CancellationToken cancellationToken)
    {
        var id = ++_lastId;
        var message = Encoding.UTF8.GetBytes(RpcMessages.Request(id, method, parameters));
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
            return id;
        }
        catch (WebSocketException e)
        {
            throw Broken(e.Message);
        }
    }

    /// <summary>The next message, an answer or a notification.</summary>
    /// <exception cref="BrokenConnectionException">The connection is no more.</exception>
    public async Task<JsonElement> ReceiveAsync(CancellationToken cancellationToken)
    {
        var (message, chunk) = (new MemoryStream(), new byte[ChunkBytes]);
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveAsync(chunk, cancellationToken);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    throw Broken($"the node closed it ({_socket.CloseStatusDescription ?? _socket.CloseStatus.ToString()})");
                }

                message.Write(chunk, 0, received.Count);
                if (received.EndOfMessage)
                {
                    return RpcMessages.Parse(message.GetBuffer().AsSpan(0, (int)message.Length), _node);
                }
            }
        }
        catch (WebSocketException e)
        {
            throw Broken(e.Message);
        }
    }

    /// <summary>The result, where the message is the answer to a call; null for any other.</summary>
    /// <exception cref="RpcErrorException">It is the answer, and the node refused.</exception>
    public JsonElement? ResultOf(JsonElement message, int id) =>
        message.TryGetProperty("id", out var answered) && answered.ValueKind == JsonValueKind.Number
        && answered.TryGetInt32(out var number) && number == id
            ? RpcMessages.Result(message, _node)
            : null;

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(Farewell);
        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
        }
        catch (Exception e) when (e is WebSocketException or InvalidOperationException or OperationCanceledException)
        {
            // It is closed already, which is all that was wanted.
        }

        _socket.Dispose();
    }

    private static Uri WebSocketAddress(Uri node) => new UriBuilder(node) { Scheme = node.Scheme == Uri.UriSchemeHttps ? "wss" : "ws" }.Uri;

    private BrokenConnectionException Broken(string reason) => new($"the connection to {RpcMessages.Text(_node)} broke: {reason}");
}
