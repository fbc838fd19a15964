namespace Aigen.Rpc.JsonRpc;

/// <summary>A refusal on its way out of a handler: the caller is answered with <see cref="Error"/>, and nothing is logged.</summary>
public sealed class RpcException(RpcError error) : Exception(error.Message)
{
    /// <summary>What the caller is answered.</summary>
    public RpcError Error { get; } = error;
}
