using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Aigen.Node.Tests.Support;

/// <summary>A WebSocket client: answers go to whoever called, notifications to their subscription.</summary>
internal sealed class WsClient : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<RpcAnswer>> _calls = [];
    private readonly ConcurrentDictionary<string, Channel<JsonElement>> _subscriptions = [];
    private readonly SemaphoreSlim _sending = new(1);
    private Task _reading = Task.CompletedTask;
    private int _id;

    /// <summary>Ends when the connection does, from whichever side.</summary>
    public Task Closed => _reading;

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public static async Task<WsClient> ConnectAsync(string url, string? bearerToken = null)
    {
        var client = new WsClient();
        if (bearerToken is not null) client._socket.Options.SetRequestHeader("Authorization", $"Bearer {bearerToken}");
        await client._socket.ConnectAsync(new Uri(url.Replace("http://", "ws://", StringComparison.Ordinal)), CancellationToken.None).Soon();
        client._reading = client.ReadAsync();
        return client;
    }

    /// <summary>Sends a message as it is and waits for the answer with its id.</summary>
    public async Task<RpcAnswer> SendAsync(string message)
    {
        var id = JsonElement.Parse(message).GetProperty("id").GetInt32();
        var answer = CallOf(id);
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).Soon();
        }
        finally
        {
            _sending.Release();
        }

        return await answer.Task.Soon();
    }

    public Task<RpcAnswer> CallAsync(string method, object? parameters = null) => SendAsync(JsonSerializer.Serialize(
        new { jsonrpc = "2.0", id = 1000 + Interlocked.Increment(ref _id), method, @params = parameters ?? Array.Empty<object>() }));

    /// <summary>Calls a subscribing method; the answer is the subscription's id.</summary>
    public async Task<string> SubscribeAsync(string method, object? parameters = null) => (await CallAsync(method, parameters)).Result.GetString()!;

    /// <summary>The result in the next notification of a subscription.</summary>
    public Task<JsonElement> NextAsync(string subscription) => ChannelOf(subscription).Reader.ReadAsync().Soon();

    public bool TryNext(string subscription, out JsonElement result) => ChannelOf(subscription).Reader.TryRead(out result);

    /// <summary>Reads notifications until one is looked for.</summary>
    public async Task<JsonElement> NextAsync(string subscription, Func<JsonElement, bool> isWanted)
    {
        while (true)
        {
            var result = await NextAsync(subscription);
            if (isWanted(result)) return result;
        }
    }

    /// <summary>All notifications of a chat stream: its text, and the last message.</summary>
    public async Task<ChatStream> ReadChatAsync(string subscription)
    {
        var deltas = new List<string>();
        while (true)
        {
            var result = await NextAsync(subscription);
            if (result.TryGetProperty("queued", out _)) continue;
            if (!result.TryGetProperty("delta", out var delta)) return new ChatStream(deltas, result);
            Assert.Equal("assistant", delta.Text("role"));
            deltas.Add(delta.Text("content")!);
        }
    }

    /// <summary>Goes away without a goodbye, as a client does whose machine lost power.</summary>
    public void Abort() => _socket.Abort();

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading;
        _socket.Dispose();
        _sending.Dispose();
    }

    private TaskCompletionSource<RpcAnswer> CallOf(int id) =>
        _calls.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private Channel<JsonElement> ChannelOf(string subscription) => _subscriptions.GetOrAdd(subscription, _ => Channel.CreateUnbounded<JsonElement>());

    private async Task ReadAsync()
    {
        var buffer = new byte[1 << 16];
        var message = new MemoryStream();
        Exception end = new IOException("the node closed the connection");
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveAsync(buffer, CancellationToken.None);
                if (received.MessageType == WebSocketMessageType.Close) break;
                message.Write(buffer, 0, received.Count);
                if (!received.EndOfMessage) continue;
                Dispatch(JsonElement.Parse(message.ToArray()));
                message.SetLength(0);
            }

            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            end = exception;
        }

        foreach (var call in _calls.Values) call.TrySetException(end);
        foreach (var subscription in _subscriptions.Values) subscription.Writer.TryComplete(end);
    }

    private void Dispatch(JsonElement message)
    {
        Assert.Equal("2.0", message.Text("jsonrpc"));
        if (message.TryGetProperty("method", out var method))
        {
            Assert.Equal("subscription", method.GetString());
            var content = message.GetProperty("params");
            ChannelOf(content.Text("subscription")!).Writer.TryWrite(content.GetProperty("result"));
        }
        else
        {
            CallOf(message.GetProperty("id").GetInt32()).SetResult(new RpcAnswer(message));
        }
    }
}

/// <summary>What came of a chat subscription.</summary>
internal sealed record ChatStream(IReadOnlyList<string> Deltas, JsonElement Last)
{
    public string Text => string.Concat(Deltas);
}
