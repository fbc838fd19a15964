using System.Net.Security;
using Aigen.Node.Hosting;
using Aigen.Rpc.Http;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aigen.Node.Web;

/// <summary>Kestrel at one address, with JSON-RPC on <c>/</c> and pages beside it, or with pages alone.</summary>
internal static class WebServer
{
    // How long requests in flight may take to end once the process is asked to.
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(10);

    /// <param name="option">The option that has the address, for error messages.</param>
    /// <param name="rpc">Null where there are only pages.</param>
    public static async Task<WebApplication> StartAsync(
        string option, string listen, HttpAccess access, RpcLimits limits, RpcServer? rpc, RequestDelegate pages, TlsCertificateSource? tls, ILoggerFactory logs)
    {
        WebApplication? web = null;
        try
        {
            web = Build(listen, access, limits, tls, logs);
            web.UseTrustedProxies(access.Proxies);
            web.UseBrowserAccess(access);
            if (rpc is null)
            {
                web.UseRequestScope(logs.CreateLogger(typeof(WebServer)));
            }
            else
            {
                web.UseJsonRpc(rpc);
            }

            web.Run(async context =>
            {
                // Pages are put together from all over the node, and the thread may be one that reads other connections.
                await Task.Yield();
                await pages(context);
            });
            await web.StartAsync();
            return web;
        }
        catch (Exception e) when (e is IOException or FormatException or InvalidOperationException or System.Net.Sockets.SocketException)
        {
            await (web?.DisposeAsync() ?? default);
            throw new NodeStartException($"{option} {listen}: {e.Message}");
        }
    }

    private static WebApplication Build(string listen, HttpAccess access, RpcLimits limits, TlsCertificateSource? tls, ILoggerFactory logs)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<ILoggerFactory>(new HostLogs(logs));
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = DrainTime);
        if (access.Origins.Count > 0)
        {
            builder.Services.AddCors();
        }

        builder.WebHost.UseKestrelCore().UseSockets(Receive)
            .ConfigureKestrel(kestrel => kestrel.AddServerHeader = false)
            .LimitBy(limits, access.Proxies)
            .ListenAt(listen, limits, secure => secure.UseHttps(Handshake(tls)));
        return builder.Build();
    }

    private static void Receive(SocketTransportOptions sockets)
    {
        // What is quick runs where the bytes came in, which saves a request two changes of threads; what is not leaves (RpcMethod.IsHeavy).
        sockets.UnsafePreferInlineScheduling = true;

        // A buffer for each connection that waits, for fewer system calls: Kestrel need not ask first whether there are bytes.
        sockets.WaitForDataBeforeAllocatingBuffer = false;
    }

    private static TlsHandshakeCallbackOptions Handshake(TlsCertificateSource? tls)
    {
        var source = tls ?? throw new FormatException("TLS needs --tls-certificate FILE, and with PEM --tls-key FILE");
        return new TlsHandshakeCallbackOptions
        {
            OnConnection = _ => new(new SslServerAuthenticationOptions { ServerCertificateContext = source.Current.Context }),
        };
    }
}
