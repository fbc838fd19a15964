using System.Diagnostics;
using Aigen.Rpc.Http;
using Aigen.Rpc.JsonRpc;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Aigen.Rpc.WebSockets;

/// <summary>Accepts WebSocket clients and stays with each until it is gone.</summary>
internal sealed class WebSocketEndpoint(RpcServer server, CancellationToken nodeStopping)
{
    private readonly WebSocketAcceptContext _accept = new()
    {
        KeepAliveInterval = server.Limits.KeepAliveInterval,
        KeepAliveTimeout = server.Limits.KeepAliveTimeout,
        DangerousEnableCompression = server.CompressesWebSockets,

        // A window that stays from message to message takes 256 KiB of each connection, and has what one message says shorten another.
        DisableServerContextTakeover = true,
    };

    public async Task ServeAsync(HttpContext context)
    {
        var caller = Callers.Of(context);

        // Calls of a connection are traces of their own, not parts of one that lasts as long as it.
        Activity.Current = null;
        using var socket = await context.WebSockets.AcceptWebSocketAsync(_accept);
        using var connection = new WebSocketConnection(socket, context.Features.GetRequiredFeature<WebSocketUpgrade>(), caller, server);
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
