using System.Net.WebSockets;

namespace Aigen.Rpc.WebSockets;

/// <summary>Why a connection ends, as its close frame says it.</summary>
/// <param name="Status">The code of the close frame (RFC 6455, section 7.4.1).</param>
/// <param name="Reason">At most 123 bytes, which is what a close frame holds.</param>
/// <param name="FlushesQueue">True when what waits for the client is sent before.</param>
internal sealed record Farewell(WebSocketCloseStatus Status, string Reason, bool FlushesQueue = false)
{
    public static readonly Farewell Answering = new(WebSocketCloseStatus.NormalClosure, "");

    public static readonly Farewell Stopping = new(WebSocketCloseStatus.EndpointUnavailable, "The node is stopping", FlushesQueue: true);

    public static readonly Farewell Binary = new(WebSocketCloseStatus.InvalidMessageType, "JSON-RPC comes in text messages");

    public static readonly Farewell NoText = new(WebSocketCloseStatus.InvalidPayloadData, "Text messages are UTF-8");

    public static readonly Farewell Fault = new(WebSocketCloseStatus.InternalServerError, "Internal error");

    public static Farewell TooLarge(int allowed) =>
        new(WebSocketCloseStatus.MessageTooBig, $"The message has more than the {allowed} bytes that are allowed", FlushesQueue: true);

    public static Farewell TooSlow(int messages, int bytes) =>
        new(WebSocketCloseStatus.PolicyViolation, $"Too slow: more than {messages} messages or {bytes} bytes wait for you");
}
