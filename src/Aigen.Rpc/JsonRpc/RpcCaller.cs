using System.Net;
using System.Text;

namespace Aigen.Rpc.JsonRpc;

/// <summary>Who is connected, as far as the connection itself tells. Nothing here is proven but the address.</summary>
/// <param name="RemoteAddress">The address of the other end of the connection; IPv4 is never mapped into IPv6.</param>
/// <param name="BearerToken">
/// What the request (for a WebSocket: its upgrade request) carried as "Authorization: Bearer" or as "?token=", or what the connection said
/// last by "authenticate"; null for none. It is a secret, and not in the text of this.
/// </param>
public sealed record RpcCaller(IPAddress RemoteAddress, string? BearerToken = null)
{
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(nameof(RemoteAddress)).Append(" = ").Append(RemoteAddress);
        return true;
    }
}
