using System.Diagnostics;
using Aigen.Rpc.Http;
using Aigen.Rpc.JsonRpc;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Aigen.Rpc.Limits;

/// <summary>The limits that are kept before a request is there.</summary>
public static class KestrelLimitExtensions
{
    private const string BadRequest = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    /// <summary>Bounds connections, the time that a request takes to come, and the time between two.</summary>
    /// <param name="host">What is built.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="proxies">From which as many connections may come as in all.</param>
    public static IWebHostBuilder LimitBy(this IWebHostBuilder host, RpcLimits limits, TrustedProxies proxies)
    {
        var count = new ConnectionCount(limits);
        host.ConfigureServices(services => services.AddSingleton<DiagnosticSource>(CountLateHeads()).AddSingleton(count));
        return host.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.RequestHeadersTimeout = limits.ReadTimeout;
            kestrel.Limits.KeepAliveTimeout = limits.IdleTimeout;
            var connections = new ConnectionLimit(count, proxies);
            kestrel.ConfigureEndpointDefaults(listen =>
            {
                // Others are of this process: what comes to them was counted where it came from.
                if (listen.IPEndPoint is not null) listen.Use(next => connection => connections.ServeAsync(connection, next));
            });
        });
    }

    // Kestrel answers 408 by itself, and tells this source alone of it. The one that hosts listen to is another, which costs each request.
    private static DiagnosticListener CountLateHeads()
    {
        var listener = new DiagnosticListener("Aigen.Kestrel");
        listener.Subscribe(new Observer(), static name => name == BadRequest);
        return listener;
    }

    private sealed class Observer : IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(KeyValuePair<string, object?> value)
        {
            var error = (value.Value as IFeatureCollection)?.Get<IBadRequestExceptionFeature>()?.Error;
            if (error is Microsoft.AspNetCore.Http.BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout }) RpcInstruments.CountRefusal("read_time");
        }

        public void OnError(Exception error)
        {
        }

        public void OnCompleted()
        {
        }
    }
}
