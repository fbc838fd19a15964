using Aigen.Rpc.Http;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Limits;
using Aigen.Rpc.Methods;
using Aigen.Rpc.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aigen.Node.Hosting;

/// <summary>Kestrel with JSON-RPC on <c>/</c> and <c>GET /health</c>.</summary>
internal static class WebServer
{
    // How long requests in flight may take to end once the process is asked to.
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(10);

    public static async Task<WebApplication> StartAsync(string listen, NodeServices services, RpcLimits limits, ILoggerFactory logs)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(logs);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = DrainTime);

        // What is quick runs where the bytes came in, which saves a request two changes of threads; what is not leaves (RpcMethod.IsHeavy).
        builder.WebHost.UseKestrelCore().UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true).UseUrls(listen)
            .ConfigureKestrel(kestrel => kestrel.AddServerHeader = false).LimitBy(limits);
        var web = builder.Build();
        var server = new RpcServer(MethodTable.Build(services), limits, logs.CreateLogger<RpcServer>(), services.WalletOf);
        web.UseJsonRpc(server);
        web.Run(context => AnswerOther(context, services));
        try
        {
            await web.StartAsync();
            return web;
        }
        catch (Exception e) when (e is IOException or FormatException or InvalidOperationException or System.Net.Sockets.SocketException)
        {
            await web.DisposeAsync();
            throw new NodeStartException($"--listen {listen}: {e.Message}");
        }
    }

    private static Task AnswerOther(HttpContext context, NodeServices services)
    {
        var isHealth = context.Request.Path == "/health";
        if (!isHealth || !(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)))
        {
            context.Response.StatusCode = isHealth ? StatusCodes.Status405MethodNotAllowed : StatusCodes.Status404NotFound;
            context.Response.ContentType = "text/plain; charset=utf-8";
            return context.Response.WriteAsync("Here are POST / (JSON-RPC 2.0), WebSocket / and GET /health.\n");
        }

        var health = HealthView.Of(services);
        context.Response.StatusCode = health.Status == "healthy" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(health.ToJson());
    }
}
