using System.Security.Cryptography;
using System.Text;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

/// <summary>Who may call the methods of the node's operator: whoever sends its token as its bearer token. Without a token nobody may.</summary>
/// <param name="token">The token; null closes the methods.</param>
public sealed class OperatorAccess(string? token)
{
    /// <summary>A token that can be guessed is none.</summary>
    public const int ShortestToken = 16;

    private readonly byte[]? _hash = token is null ? null : Hash(token);

    public static OperatorAccess Closed { get; } = new(null);

    /// <summary>Null where the caller is the operator.</summary>
    public RpcError? Refuse(RpcCaller caller)
    {
        if (_hash is null) return Unauthorized("this node has no operator token (aigen node --operator-token-file FILE)");
        if (caller.BearerToken is not { } given) return Unauthorized("send the operator's token in the header \"Authorization: Bearer TOKEN\"");

        return Is(given) ? null : Unauthorized("the token is not the operator's");
    }

    /// <summary>Whether a bearer token is the operator's.</summary>
    public bool Is(string token) =>
        // Hashes are compared, so that neither the time nor the length tells anything of the token.
        _hash is not null && CryptographicOperations.FixedTimeEquals(Hash(token), _hash);

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private static RpcError Unauthorized(string reason) => new(ErrorTable.Unauthorized, $"Unauthorized: {reason}");
}
