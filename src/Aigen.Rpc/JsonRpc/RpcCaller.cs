using System.Net;

namespace Aigen.Rpc.JsonRpc;

/// <summary>Who is connected, as far as the connection itself tells. Nothing here is proven but the address.</summary>
/// <param name="RemoteAddress">The address of the other end of the connection; IPv4 is never mapped into IPv6.</param>
/// <param name="BearerToken">What the request (for a WebSocket: its upgrade request) carried as "Authorization: Bearer", or null.</param>
public sealed record RpcCaller(IPAddress RemoteAddress, string? BearerToken = null);
