using System.Diagnostics;
using Aigen.Rpc.Http;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Limits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Aigen.Rpc.WebSockets;

/// <summary>Accepts WebSocket clients and stays with each until it is gone.</summary>
internal sealed class WebSocketEndpoint(RpcServer server, ConnectionCount connections, CancellationToken nodeStopping)
{
    private readonly WebSocketAcceptContext _accept = new()
    {
        KeepAliveInterval = server.Limits.KeepAliveInterval,
        KeepAliveTimeout = server.Limits.KeepAliveTimeout,
        DangerousEnableCompression = server.CompressesWebSockets,

        // A window that stays from message to message takes 256 KiB of each connection, and has what one message says shorten another.
        DisableServerContextTakeover = true,
    };

    public Task ServeAsync(HttpContext context)
    {
        var (caller, upgrade) = (Callers.Of(context), context.Features.GetRequiredFeature<WebSocketUpgrade>());
        return upgrade.IsExtendedConnect ? ServeCountedAsync(context, upgrade, caller) : ServeAsync(context, upgrade, caller);
    }

    // A connection of HTTP/2 carries a hundred of them, each of which takes as much as one that has its own.
    private async Task ServeCountedAsync(HttpContext context, WebSocketUpgrade upgrade, RpcCaller caller)
    {
        var from = CallerNetwork.Of(caller.RemoteAddress);
        if (connections.TryEnter(from, out var reason) is { } limit)
        {
            RpcInstruments.CountRefusal(limit);
            await RefuseAsync(context.Response, reason!);
            return;
        }

        try
        {
            await ServeAsync(context, upgrade, caller);
        }
        finally
        {
            connections.Leave(from);
        }
    }

    private static Task RefuseAsync(HttpResponse response, string reason)
    {
        response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        response.ContentType = "text/plain; charset=utf-8";
        response.Headers.RetryAfter = "1";
        return response.WriteAsync($"{reason}; try again later\n");
    }

    private async Task ServeAsync(HttpContext context, WebSocketUpgrade upgrade, RpcCaller caller)
    {
        // Calls of a connection are traces of their own, not parts of one that lasts as long as it.
        Activity.Current = null;
        using var socket = await context.WebSockets.AcceptWebSocketAsync(_accept);
        using var connection = new WebSocketConnection(socket, upgrade, caller, server);
        RpcInstruments.WebSockets.Add(1);
        try
        {
            await connection.RunAsync(nodeStopping);
        }
        finally
        {
            RpcInstruments.WebSockets.Add(-1);
        }
    }
}
