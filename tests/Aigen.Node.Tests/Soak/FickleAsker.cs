using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Soak;

/// <summary>A client of the model that does not read a third of its answers to the end, and leaves half of those without a word.</summary>
internal sealed class FickleAsker(DaemonProcess node, Random random) : IAsyncDisposable
{
    // The free tier allows 10 a month: before that the wallet gives way to another.
    private const int RequestsAWallet = 8;

    private Wallet _wallet = Wallet.New();
    private WsClient? _socket;
    private int _asked;

    /// <summary>The last message of the answer; null where it gave up.</summary>
    public async Task<JsonElement?> AskAsync(JsonObject request)
    {
        _socket ??= await WsClient.ConnectAsync(node.Url);
        if (++_asked % RequestsAWallet == 0) _wallet = Wallet.New();
        var subscription = await _socket.SubscribeAsync("subscribeChatCompletion", request.With("subscription", $"s{_asked}").SignedBy(_wallet));
        if (await ReadAsync(subscription, random.Next(3) == 0 ? random.Next(20) : int.MaxValue) is { } last) return last;
        if (random.Next(2) == 0) await _socket.CallAsync("unsubscribeChatCompletion", new JsonArray(subscription));
        else await DisposeAsync();
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_socket is { } socket) await socket.DisposeAsync();
        _socket = null;
    }

    private async Task<JsonElement?> ReadAsync(string subscription, int pieces)
    {
        for (; pieces > 0; pieces--)
        {
            var piece = await _socket!.NextAsync(subscription);
            Assert.False(piece.TryGetProperty("error", out var error), $"refused: {error}");
            if (piece.TryGetProperty("usage", out _)) return piece;
        }

        return null;
    }
}
