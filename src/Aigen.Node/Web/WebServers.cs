using Aigen.Node.Hosting;
using Aigen.Node.Metrics;
using Aigen.Rpc.Http;
using Aigen.Rpc.Methods;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aigen.Node.Web;

/// <summary>Where the node listens: one address for everything, and another for the metrics where one is given.</summary>
internal sealed class WebServers : IAsyncDisposable
{
    private const string Hint = "Here are POST / (JSON-RPC 2.0), WebSocket /, GET /health, /health/live, /health/ready, /metrics and /version.";
    private const string MetricsHint = "Here are GET /metrics, /health, /health/live, /health/ready and /version.";

    private readonly WebApplication _main;
    private readonly WebApplication? _metrics;
    private readonly MetricsCollector _collector;
    private readonly NodeGauges _gauges;

    private WebServers(WebApplication main, WebApplication? metrics, MetricsCollector collector, NodeGauges gauges) =>
        (_main, _metrics, _collector, _gauges) = (main, metrics, collector, gauges);

    /// <summary>Where it really listens.</summary>
    public string Address => _main.Urls.First();

    /// <summary>Where the metrics are.</summary>
    public string MetricsAddress => (_metrics ?? _main).Urls.First();

    public MetricsCollector Metrics => _collector;

    /// <exception cref="NodeStartException">Something that the operator must change.</exception>
    public static async Task<WebServers> StartAsync(NodeOptions options, NodeServices node, ILoggerFactory logs)
    {
        var tls = CertificateOf(options, node.Time, logs);
        var access = new HttpAccess { Origins = options.CorsOrigins, Hosts = options.AllowedHosts, Proxies = new TrustedProxies(options.TrustedProxies) };
        var gauges = new NodeGauges(node);
        var collector = new MetricsCollector(gauges.Meter);
        WebApplication? metrics = null;
        try
        {
            if (options.MetricsListen is { } address)
            {
                var alone = new WebPages(node, collector, MetricsAudience.Everybody, MetricsHint);
                metrics = await WebServer.StartAsync("--metrics-listen", address, access, options.Limits, null, alone.ServeAsync, tls, logs);
            }

            var rpc = new RpcServer(MethodTable.Build(node), options.Limits, logs.CreateLogger<RpcServer>(), node.WalletOf)
            {
                CompressesWebSockets = options.CompressesWebSockets,
            };
            var pages = new WebPages(node, collector, metrics is null ? MetricsAudience.ThisMachine : MetricsAudience.Nobody, Hint);
            var main = await WebServer.StartAsync("--listen", options.Listen, access, options.Limits, rpc, pages.ServeAsync, tls, logs);
            return new WebServers(main, metrics, collector, gauges);
        }
        catch
        {
            await (metrics?.DisposeAsync() ?? default);
            collector.Dispose();
            gauges.Dispose();
            throw;
        }
    }

    public Task WaitForShutdownAsync() => _main.WaitForShutdownAsync();

    /// <summary>Lets requests in flight end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _main.StopAsync();
        await _main.DisposeAsync();
        await (_metrics?.DisposeAsync() ?? default);
        _collector.Dispose();
        _gauges.Dispose();
    }

    private static TlsCertificateSource? CertificateOf(NodeOptions options, TimeProvider time, ILoggerFactory logs)
    {
        if (options.Tls is not { } files)
        {
            return null;
        }

        var listens = new[] { options.Listen, options.MetricsListen }.OfType<string>();
        return listens.Any(url => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
            ? new TlsCertificateSource(files, time, logs.CreateLogger<TlsCertificateSource>())
            : throw new NodeStartException($"--tls-certificate {files.Certificate}: no address has TLS, say --listen https://...");
    }
}
