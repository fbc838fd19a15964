using System.Net;
using Aigen.Rpc.JsonRpc;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Aigen.Rpc.Http;

/// <summary>Has Kestrel listen at an address for both versions of HTTP, with TLS and without.</summary>
public static class ListenExtensions
{
    private static readonly string[] AllAddresses = ["*", "+", "0.0.0.0", "[::]"];

    /// <param name="host">What is built.</param>
    /// <param name="url">http:// or https://, a name or address, and a port.</param>
    /// <param name="limits">Of which the idle time is kept here: it is not known yet who would keep it.</param>
    /// <param name="secure">Puts TLS onto the connections of an https:// address.</param>
    /// <exception cref="FormatException">The address is none.</exception>
    public static IWebHostBuilder ListenAt(this IWebHostBuilder host, string url, RpcLimits limits, Action<ListenOptions> secure)
    {
        var address = BindingAddress.Parse(url);
        var isSecure = address.Scheme.Equals("https", StringComparison.OrdinalIgnoreCase);
        if (!isSecure && !address.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase)) throw new FormatException($"its scheme is {address.Scheme}, allowed are http and https");

        var http2 = new Http2Listener(limits.IdleTimeout);
        host.ConfigureServices(services => services.AddSingleton<IConnectionListenerFactory>(http2));
        return host.ConfigureKestrel(kestrel =>
        {
            Listen(kestrel, address, isSecure ? secure : listen => Share(listen, http2));
            if (!isSecure) kestrel.Listen(http2.EndPoint, listen => listen.Protocols = HttpProtocols.Http2);
        });
    }

    private static void Share(ListenOptions listen, Http2Listener http2)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => connection => http2.ServeAsync(connection, next));
    }

    private static void Listen(KestrelServerOptions kestrel, BindingAddress address, Action<ListenOptions> configure)
    {
        if (address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)) kestrel.ListenLocalhost(address.Port, configure);
        else if (IPAddress.TryParse(address.Host, out var ip)) kestrel.Listen(ip, address.Port, configure);
        else if (AllAddresses.Contains(address.Host)) kestrel.ListenAnyIP(address.Port, configure);
        else throw new FormatException($"{address.Host} is no address of this machine; allowed are addresses, localhost, and * for all");
    }
}
