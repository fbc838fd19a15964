namespace Aigen.Rpc.JsonRpc;

/// <summary>The error codes that belong to the protocol itself. Methods add their own positive codes.</summary>
public static class RpcErrorCodes
{
    /// <summary>The body is not JSON (JSON-RPC 2.0, section 5.1).</summary>
    public const int ParseError = -32700;

    /// <summary>The JSON is not a request object, or is larger than a limit (section 5.1).</summary>
    public const int InvalidRequest = -32600;

    /// <summary>No such method (section 5.1).</summary>
    public const int MethodNotFound = -32601;

    /// <summary>A parameter is missing or wrong (section 5.1).</summary>
    public const int InvalidParams = -32602;

    /// <summary>A fault of the node; the data carries the incident id that its log has (section 5.1).</summary>
    public const int InternalError = -32603;

    /// <summary>The node cannot write, its disk is full for instance; reading goes on. The number is EIP-1474's "resource unavailable".</summary>
    public const int ResourceUnavailable = -32002;

    /// <summary>The method needs another transport. The number is EIP-1474's "method not supported".</summary>
    public const int UnsupportedTransport = -32004;

    /// <summary>Too much at once; the same call may succeed later. The number is EIP-1474's "limit exceeded".</summary>
    public const int LimitExceeded = -32005;
}
