using Aigen.Rpc.Limits;
using Aigen.Rpc.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aigen.Rpc.Http;

/// <summary>Puts the server into the pipeline of the host.</summary>
public static class JsonRpcApplicationBuilderExtensions
{
    private const string Hint = "JSON-RPC 2.0: POST a request with Content-Type: application/json, or connect a WebSocket.\n";

    /// <summary>
    /// Serves JSON-RPC on exactly <paramref name="path"/>: POST, and WebSocket upgrades. Every other path goes on to what follows. Put it
    /// early (behind CORS): a POST then passes no routing and no WebSocket negotiation. What goes on is named in the log.
    /// </summary>
    public static IApplicationBuilder UseJsonRpc(this IApplicationBuilder app, RpcServer server, string path = "/")
    {
        var http = new HttpEndpoint(server);
        var lifetime = app.ApplicationServices.GetRequiredService<IHostApplicationLifetime>();
        var webSocket = new WebSocketEndpoint(server, app.ApplicationServices.GetService<ConnectionCount>() ?? new ConnectionCount(server.Limits), lifetime.ApplicationStopping);

        app.Use(next => context => Matches(context, path) && HttpMethods.IsPost(context.Request.Method)
            ? http.ServeAsync(context)
            : next(context));
        app.UseRequestScope(server.Logger);
        app.Use(next => context =>
        {
            if (Matches(context, path)) WebSocketUpgrade.Prepare(context.Features);
            return next(context);
        });
        app.UseWebSockets();
        app.Use(next => context => Matches(context, path) ? ServeOtherAsync(context, webSocket) : next(context));
        return app;
    }

    private static bool Matches(HttpContext context, string path) =>
        string.Equals(context.Request.Path.Value, path, StringComparison.Ordinal);

    private static Task ServeOtherAsync(HttpContext context, WebSocketEndpoint webSocket)
    {
        if (context.WebSockets.IsWebSocketRequest) return webSocket.ServeAsync(context);
        context.Response.Headers.Allow = "OPTIONS, POST";
        if (HttpMethods.IsOptions(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }

        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(Hint);
    }
}
