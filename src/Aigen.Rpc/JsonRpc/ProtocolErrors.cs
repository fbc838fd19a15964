namespace Aigen.Rpc.JsonRpc;

/// <summary>
/// The errors that the protocol raises by itself. What section 7 of the specification shows is answered exactly as shown there, without
/// data; every other case carries its reason in data.
/// </summary>
internal static class ProtocolErrors
{
    public static readonly RpcError ParseError = new(RpcErrorCodes.ParseError, "Parse error");

    public static readonly RpcError InvalidRequest = new(RpcErrorCodes.InvalidRequest, "Invalid Request");

    public static readonly RpcError MethodNotFound = new(RpcErrorCodes.MethodNotFound, "Method not found");

    /// <summary>Nobody reads it: the caller is gone. It ends the call like any other refusal.</summary>
    public static readonly RpcError Cancelled = new(RpcErrorCodes.InternalError, "The call was cancelled");

    public static RpcError Unreadable(string reason) => Explained(RpcErrorCodes.ParseError, "Parse error", reason);

    public static RpcError Malformed(string reason) => Explained(RpcErrorCodes.InvalidRequest, "Invalid Request", reason);

    public static RpcError BodyTooLarge(long? given, int allowed) => Malformed(given is { } length
        ? $"the body has {length} bytes, at most {allowed} are allowed"
        : $"the body has more than the {allowed} bytes that are allowed");

    public static RpcError BatchTooLong(int given, int allowed) => Malformed($"the batch has {given} calls, at most {allowed} are allowed");

    public static RpcError BatchAnswerTooLarge(int allowed) =>
        new(RpcErrorCodes.LimitExceeded, $"The answer of this batch has reached {allowed} bytes; ask for the rest in another batch");

    public static RpcError TooManyCalls(int allowed) =>
        new(RpcErrorCodes.LimitExceeded, $"{allowed} calls are in flight on this connection, which is the limit; wait for an answer");

    public static RpcError TooManySubscriptions(int allowed) =>
        new(RpcErrorCodes.LimitExceeded, $"This connection has {allowed} subscriptions, which is the limit; unsubscribe from one");

    public static RpcError NeedsConnection(string method) =>
        new(RpcErrorCodes.UnsupportedTransport, $"{method} needs a WebSocket connection: connect to ws:// at the same address");

    public static RpcError InvalidParams(string reason) => new(RpcErrorCodes.InvalidParams, $"Invalid params: {reason}");

    public static RpcError Internal(string incident) => new(RpcErrorCodes.InternalError, "Internal error", json =>
    {
        json.WriteStartObject();
        json.WriteString("incident"u8, incident);
        json.WriteEndObject();
    });

    private static RpcError Explained(int code, string message, string reason) => new(code, message, json =>
    {
        json.WriteStartObject();
        json.WriteString("reason"u8, reason);
        json.WriteEndObject();
    });
}
