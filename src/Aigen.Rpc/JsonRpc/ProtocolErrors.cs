using Aigen.Rpc.Limits;

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

    public static RpcError BodyTooLarge(long? given, int allowed) => Refused("body", Malformed(given is { } length
        ? $"the body has {length} bytes, at most {allowed} are allowed"
        : $"the body has more than the {allowed} bytes that are allowed"));

    public static RpcError BodyTooLate(TimeSpan allowed) => Refused(
        "read_time", new(RpcErrorCodes.LimitExceeded, $"The body was not there within {allowed.TotalSeconds} s, which is the limit"));

    public static RpcError TooDeep(int allowed) =>
        Refused("depth", Unreadable($"objects and arrays are nested deeper than the {allowed} levels that are allowed"));

    public static RpcError TooManyCallsASecond(string limit, string caller, int perSecond, TimeSpan retryAfter)
    {
        var wait = (long)Math.Ceiling(retryAfter.TotalMilliseconds);
        return Refused(limit, new(RpcErrorCodes.LimitExceeded, $"{perSecond} calls a second are allowed to {caller}; try again in {wait} ms", json =>
        {
            json.WriteStartObject();
            json.WriteNumber("limit"u8, perSecond);
            json.WriteNumber("remaining"u8, 0);
            json.WriteNumber("retry_after_ms"u8, wait);
            json.WriteEndObject();
        }));
    }

    public static RpcError BatchTooLong(int given, int allowed) =>
        Refused("batch", Malformed($"the batch has {given} calls, at most {allowed} are allowed"));

    public static RpcError BatchAnswerTooLarge(int allowed) =>
        Refused("batch_answer", new(RpcErrorCodes.LimitExceeded, $"The answer of this batch has reached {allowed} bytes; ask for the rest in another batch"));

    public static RpcError TooManyCalls(int allowed) =>
        Refused("calls_in_flight", new(RpcErrorCodes.LimitExceeded, $"{allowed} calls are in flight on this connection, which is the limit; wait for an answer"));

    public static RpcError TooManySubscriptions(int allowed) =>
        Refused("subscriptions", new(RpcErrorCodes.LimitExceeded, $"This connection has {allowed} subscriptions, which is the limit; unsubscribe from one"));

    public static RpcError NeedsConnection(string method) =>
        new(RpcErrorCodes.UnsupportedTransport, $"{method} needs a WebSocket connection: connect to ws:// at the same address");

    public static RpcError InvalidParams(string reason) => new(RpcErrorCodes.InvalidParams, $"Invalid params: {reason}");

    public static RpcError Internal(string incident) => new(RpcErrorCodes.InternalError, "Internal error", json =>
    {
        json.WriteStartObject();
        json.WriteString("incident"u8, incident);
        json.WriteEndObject();
    });

    // Made when it is answered, so that none goes uncounted.
    private static RpcError Refused(string limit, RpcError error)
    {
        RpcInstruments.CountRefusal(limit);
        return error;
    }

    private static RpcError Explained(int code, string message, string reason) => new(code, message, json =>
    {
        json.WriteStartObject();
        json.WriteString("reason"u8, reason);
        json.WriteEndObject();
    });
}
