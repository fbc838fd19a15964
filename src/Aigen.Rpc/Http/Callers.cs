using System.Net;
using Aigen.Rpc.JsonRpc;
using Microsoft.AspNetCore.Http;

namespace Aigen.Rpc.Http;

/// <summary>Reads from a request who is connected.</summary>
internal static class Callers
{
    private const string Bearer = "Bearer ";

    public static RpcCaller Of(HttpContext context)
    {
        // A connection without an address is a local one: a Unix socket, or a test server.
        var address = context.Connection.RemoteIpAddress ?? IPAddress.Loopback;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return new RpcCaller(address, FindBearerToken(context.Request.Headers.Authorization) ?? FindQueryToken(context.Request));
    }

    // Pages of a browser cannot give a WebSocket headers.
    private static string? FindQueryToken(HttpRequest request) =>
        request.QueryString.HasValue && request.Query.TryGetValue("token", out var token) && token is [{ Length: > 0 } text] ? text : null;

    private static string? FindBearerToken(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return null;
        return authorization[Bearer.Length..].Trim();
    }
}
