using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Node.Hosting;
using Aigen.Node.Tests.Support;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Subscriptions;

namespace Aigen.Node.Tests.Events;

/// <summary>More events than may wait for a client, while the answer to its batch is not there yet.</summary>
public sealed class SlowPolicyTests
{
    private const int Transactions = 20;

    [Theory]
    [InlineData(SlowSubscriber.Lag, null)]
    [InlineData(SlowSubscriber.Disconnect, "lag")]
    public async Task SlowSubscriber_OfTheNodeOrOfTheCall_IsToldWhatItMissed(SlowSubscriber ofTheNode, string? ofTheCall)
    {
        await using var node = await StartAsync(ofTheNode);
        using var socket = await SendBatchAsync(node, ofTheCall);
        Assert.Equal(JsonValueKind.Array, (await ReceiveAsync(socket))!.Value.ValueKind);

        for (var sequence = 1UL; ; sequence++)
        {
            var notice = (await ReceiveAsync(socket))!.Value.GetProperty("params");
            if (notice.GetProperty("result").TryGetProperty("lagged", out var lagged))
            {
                Assert.Equal(sequence, lagged.Number("first_sequence"));
                Assert.Equal((Transactions, Transactions), ((int)lagged.Number("last_sequence"), (int)notice.Number("sequence")));
                Assert.Equal(JsonValueKind.Null, lagged.GetProperty("from").ValueKind);
                return;
            }

            Assert.Equal(sequence, notice.Number("sequence"));
        }
    }

    [Theory]
    [InlineData(SlowSubscriber.Disconnect, null)]
    [InlineData(SlowSubscriber.Lag, "disconnect")]
    public async Task SlowSubscriber_OfTheNodeOrOfTheCall_IsDisconnectedWithTheReason(SlowSubscriber ofTheNode, string? ofTheCall)
    {
        await using var node = await StartAsync(ofTheNode);
        using var socket = await SendBatchAsync(node, ofTheCall);

        while (await ReceiveAsync(socket) is not null)
        {
        }

        Assert.Equal(WebSocketCloseStatus.PolicyViolation, socket.CloseStatus);
        Assert.Contains("8 messages", socket.CloseStatusDescription);
    }

    private static Task<DevNode> StartAsync(SlowSubscriber whenSlow) =>
        DevNode.StartAsync(new NodeOptions { IsTemporary = true, Limits = new RpcLimits { QueuedMessages = 8, WhenSlow = whenSlow } });

    private static async Task<ClientWebSocket> SendBatchAsync(DevNode node, string? whenSlow)
    {
        var batch = new JsonArray { Call("subscribeNewTransactions", new JsonObject { ["when_slow"] = whenSlow }) };
        for (var nonce = 0UL; nonce < Transactions; nonce++)
        {
            batch.Add(Call("submitTransaction", new JsonArray(Wallet.Json(Wallet.Development(1).Transaction(Wallet.Development(2).Address, 1, nonce)))));
        }

        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(node.Url.Replace("http://", "ws://", StringComparison.Ordinal)), CancellationToken.None).Soon();
        await socket.SendAsync(Encoding.UTF8.GetBytes(batch.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).Soon();
        return socket;
    }

    private static JsonObject Call(string method, JsonNode parameters) =>
        new() { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = parameters };

    private static async Task<JsonElement?> ReceiveAsync(ClientWebSocket socket)
    {
        var (message, buffer) = (new MemoryStream(), new byte[1 << 16]);
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, CancellationToken.None).Soon();
            if (received.MessageType == WebSocketMessageType.Close) return null;
            message.Write(buffer, 0, received.Count);
            if (received.EndOfMessage) return JsonElement.Parse(message.ToArray());
        }
    }
}
