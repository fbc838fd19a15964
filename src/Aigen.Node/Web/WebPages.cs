using Aigen.Node.Metrics;
using Aigen.Rpc.Methods;
using Aigen.Rpc.Views;
using Microsoft.AspNetCore.Http;

namespace Aigen.Node.Web;

/// <summary>What the node answers besides JSON-RPC: pages for probes, monitoring and people, read with GET or HEAD.</summary>
internal sealed class WebPages
{
    private const string Allowed = "GET, HEAD, OPTIONS";

    private readonly Dictionary<string, Func<HttpContext, WebPage>> _pages;
    private readonly string _hint;

    /// <param name="metricsFor">Who may see the metrics.</param>
    /// <param name="hint">What is told of an unknown path.</param>
    public WebPages(NodeServices node, MetricsCollector metrics, MetricsAudience metricsFor, string hint)
    {
        _hint = hint;
        _pages = new(StringComparer.Ordinal)
        {
            ["/health"] = _ => PageOf(HealthView.Of(node)),
            ["/health/live"] = _ => WebPage.OfJson("""{"status":"live"}"""),
            ["/health/ready"] = _ => PageOf(ReadinessView.Of(node)),
            ["/version"] = _ => WebPage.OfJson(VersionView.Of(node).ToJson()),
            ["/metrics"] = context => metricsFor.Refuse(context) is { } reason
                ? WebPage.Forbidden(reason)
                : new WebPage(StatusCodes.Status200OK, PrometheusText.ContentType, PrometheusText.Write(metrics.Read())),
        };
    }

    public Task ServeAsync(HttpContext context)
    {
        var (method, response) = (context.Request.Method, context.Response);
        if (!_pages.TryGetValue(context.Request.Path.Value ?? string.Empty, out var page))
        {
            return WebPage.Of(StatusCodes.Status404NotFound, _hint).SendAsync(response);
        }

        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method))
        {
            return page(context).SendAsync(response);
        }

        response.Headers.Allow = Allowed;
        if (HttpMethods.IsOptions(method))
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }

        return WebPage.Of(StatusCodes.Status405MethodNotAllowed, $"{context.Request.Path} answers {Allowed}.").SendAsync(response);
    }

    private static WebPage PageOf(HealthView health) => WebPage.OfJson(health.ToJson(), health.Status == "healthy");

    private static WebPage PageOf(ReadinessView readiness) => WebPage.OfJson(readiness.ToJson(), readiness.IsReady);
}
